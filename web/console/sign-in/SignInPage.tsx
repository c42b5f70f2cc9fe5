// "Inloggen": the identity provider of each site, how it stands with it, and whether passwords count beside it (S125, S126).
import { useSignal } from '@preact/signals';
import type { RouteReply } from '../../../shared/routes.ts';
import { CALLBACK_PATH, LOGOUT_PATH } from '../../../shared/sign-in-paths.ts';
import type { ProviderView } from '../../../shared/sign-in-routes.ts';
import { Alert } from '../../ui/Alert.tsx';
import { type Answer, type Failure, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Loading } from '../../ui/Spinner.tsx';
import { formatDateTime } from '../../ui/time.ts';
import type { Givable } from '../shell/group-lines.ts';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useAnswer } from '../shell/use-answer.ts';
import { useTexts } from '../shell/uses.tsx';
import { CopyLine } from './CopyLine.tsx';
import { ProviderCheck } from './ProviderCheck.tsx';
import { ProviderForm } from './ProviderForm.tsx';
import type { ProviderSite } from './provider.ts';
import type { SignInTexts } from './texts.ts';

interface Known extends RouteReply<'GET /api/providers'> {
  readonly allGroups: readonly Givable[];
}

const loadAll = async (): Promise<Answer<Known>> => {
  const [providers, groups] = await Promise.all([
    request('GET /api/providers', {}),
    request('GET /api/groups', {}),
  ]);
  if (!('ok' in providers)) return providers;
  if (!('ok' in groups)) return groups;
  return { ok: { ...providers.ok, allGroups: groups.ok.groups } };
};

const SITES: readonly ProviderSite[] = ['console', 'portal'];

export const SignInPage = ({ texts: { signInPage: texts } }: { texts: { signInPage: SignInTexts } }) => {
  const { consoleTexts, ui } = useTexts();
  const { answer, load } = useAnswer(loadAll);
  const known = answer.value;
  return (
    <ConsolePage needs="administer" title={consoleTexts.pages.signIn} lead={texts.lead}>
      {() =>
        !known ? (
          <Loading label={ui.loading} />
        ) : !('ok' in known) ? (
          <FailureAlert fault={known} />
        ) : (
          SITES.map((site) => (
            <SiteCard key={site} site={site} known={known.ok} texts={texts} onChange={load} />
          ))
        )
      }
    </ConsolePage>
  );
};

interface CardProps {
  site: ProviderSite;
  known: Known;
  texts: SignInTexts;
  onChange: () => Promise<void>;
}

const SiteCard = ({ site, known: { providers, hosts, allGroups }, texts, onChange }: CardProps) => {
  const isEdited = useSignal(false);
  const isAsked = useSignal(false);
  const provider = providers.find((one) => one.site === site);
  const rights = Object.entries(texts.rights).map(([id, name]) => ({ id, name }));
  return (
    <section class="card fields" aria-labelledby={`provider-${site}`}>
      <div class="toolbar">
        <h2 id={`provider-${site}`}>{texts.sites[site]}</h2>
        {!isEdited.value && (
          <div class="toolbar">
            <Button
              onClick={() => {
                isEdited.value = true;
              }}
            >
              {provider ? texts.change : texts.setUp}
            </Button>
            {provider && (
              <Button
                kind="quiet"
                onClick={() => {
                  isAsked.value = true;
                }}
              >
                {texts.remove}
              </Button>
            )}
          </div>
        )}
      </div>
      {provider ? <Standing provider={provider} texts={texts} /> : <p class="soft">{texts.none}</p>}
      {isEdited.value && (
        <ProviderForm
          site={site}
          provider={provider}
          known={site === 'console' ? rights : allGroups}
          texts={texts}
          onChange={onChange}
          onClose={() => {
            isEdited.value = false;
          }}
        />
      )}
      {(provider || isEdited.value) && <Addresses host={hosts[site]} texts={texts} />}
      {provider && !isEdited.value && <ProviderCheck site={site} texts={texts} onChange={onChange} />}
      {provider && isAsked.value && (
        <RemoveDialog
          provider={provider}
          texts={texts}
          onChange={onChange}
          onClose={() => {
            isAsked.value = false;
          }}
        />
      )}
    </section>
  );
};

/** How it stands with a provider: which of the two ways its end of a session takes, and whether passwords count beside it. */
const Standing = ({ provider, texts }: { provider: ProviderView; texts: SignInTexts }) => {
  const { language } = useTexts();
  const { ending, loggedOutAt, withoutRenewalAt } = provider.seen;
  return (
    <>
      <p>
        <strong>
          <bdi>{provider.name}</bdi>
        </strong>{' '}
        <bdi class="soft">{provider.issuer}</bdi>
        <br />
        {provider.passwordsOff ? texts.passwordsAre.off : texts.passwordsAre.on}
      </p>
      <div>
        <h3>{texts.how}</h3>
        <p>{ending ? texts.endings[ending] : texts.endingUnknown}</p>
        {ending === 'logout' && (
          <p class="soft">
            {loggedOutAt === undefined
              ? texts.neverLoggedOut
              : texts.loggedOutAt(formatDateTime(loggedOutAt, language))}
          </p>
        )}
      </div>
      {ending === 'renewal' && withoutRenewalAt !== undefined && (
        <Alert kind="warning">{texts.withoutRenewal}</Alert>
      )}
    </>
  );
};

const Addresses = ({ host, texts }: { host: string | undefined; texts: SignInTexts }) => {
  const base = host ? `${location.protocol}//${host}` : texts.unknownHost;
  return (
    <div>
      <h3>{texts.addresses}</h3>
      <p class="soft">{texts.addressesLead}</p>
      <dl class="facts">
        {(
          [
            [texts.redirect, CALLBACK_PATH],
            [texts.logout, LOGOUT_PATH],
          ] as const
        ).map(([label, path]) => (
          <CopyLine
            key={path}
            label={label}
            value={`${base}${path}`}
            copy={texts.copy}
            copied={texts.copied}
          />
        ))}
      </dl>
    </div>
  );
};

interface RemoveProps {
  provider: ProviderView;
  texts: SignInTexts;
  onChange: () => Promise<void>;
  onClose: () => void;
}

const RemoveDialog = ({ provider, texts, onChange, onClose }: RemoveProps) => {
  const fault = useSignal<Failure | undefined>(undefined);
  const isBusy = useSignal(false);
  const remove = async () => {
    isBusy.value = true;
    const { site, rev } = provider;
    const answer = await request('DELETE /api/providers/{site}', { site, rev });
    await onChange();
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if ('ok' in answer) onClose();
  };
  return (
    <Confirm
      title={<bdi>{texts.askTitle(provider.name)}</bdi>}
      cancel={texts.keep}
      confirm={texts.remove}
      isBusy={isBusy.value}
      onClose={onClose}
      onConfirm={remove}
    >
      <p>{texts.ask}</p>
      <FailureAlert fault={fault.value} />
    </Confirm>
  );
};

// "Andere websites": which other websites show the chat, who signs their tokens, and what is wrong with one (S119, S124).
import { useSignal } from '@preact/signals';
import type { GroupView } from '../../../shared/account-routes.ts';
import type { IssuerView } from '../../../shared/embed-routes.ts';
import type { RouteReply } from '../../../shared/routes.ts';
import { type Answer, type Failure, request } from '../../ui/api.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { editIcon, trashIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { FailureAlert } from '../shell/SaveFeedback.tsx';
import { useAnswer } from '../shell/use-answer.ts';
import { useTexts } from '../shell/uses.tsx';
import { IssuerForm } from './IssuerForm.tsx';
import { TokenCheck } from './TokenCheck.tsx';
import type { EmbeddingTexts } from './texts.ts';

interface Known extends RouteReply<'GET /api/issuers'> {
  readonly allGroups: readonly GroupView[];
}

const loadAll = async (): Promise<Answer<Known>> => {
  const [issuers, groups] = await Promise.all([
    request('GET /api/issuers', {}),
    request('GET /api/groups', {}),
  ]);
  if (!('ok' in issuers)) return issuers;
  if (!('ok' in groups)) return groups;
  return { ok: { ...issuers.ok, allGroups: groups.ok.groups } };
};

export const EmbeddingPage = ({ texts: { embedding: texts } }: { texts: { embedding: EmbeddingTexts } }) => {
  const { consoleTexts, ui } = useTexts();
  const { answer, load } = useAnswer(loadAll);
  const edited = useSignal<IssuerView | 'new' | undefined>(undefined);
  const known = answer.value;
  return (
    <ConsolePage
      needs="administer"
      title={consoleTexts.pages.embedding}
      lead={texts.lead}
      actions={
        edited.value || !known || !('ok' in known) ? undefined : (
          <Button
            kind="primary"
            onClick={() => {
              edited.value = 'new';
            }}
          >
            {texts.add}
          </Button>
        )
      }
    >
      {() =>
        !known ? (
          <Loading label={ui.loading} />
        ) : !('ok' in known) ? (
          <FailureAlert fault={known} />
        ) : (
          <>
            {edited.value && (
              <IssuerForm
                key={edited.value === 'new' ? 'new' : edited.value.id}
                issuer={edited.value === 'new' ? undefined : edited.value}
                groups={known.ok.allGroups}
                texts={texts}
                onChange={load}
                onClose={() => {
                  edited.value = undefined;
                }}
              />
            )}
            <IssuerList
              known={known.ok}
              texts={texts}
              onChange={load}
              onEdit={(issuer) => {
                edited.value = issuer;
              }}
            />
            <TokenCheck texts={texts.check} />
          </>
        )
      }
    </ConsolePage>
  );
};

interface ListProps {
  known: Known;
  texts: EmbeddingTexts;
  onEdit: (issuer: IssuerView) => void;
  onChange: () => Promise<void>;
}

const IssuerList = ({ known: { issuers, audience, origins }, texts, onEdit, onChange }: ListProps) => {
  const asked = useSignal<IssuerView | undefined>(undefined);
  return (
    <div class="card">
      {audience && (
        <p class="soft">
          <bdi>{texts.audience(audience)}</bdi>
        </p>
      )}
      {origins.length > 0 && (
        <p class="soft">
          <bdi>{texts.deployed(origins.join(', '))}</bdi>
        </p>
      )}
      {issuers.length === 0 ? (
        <p class="soft">{texts.empty}</p>
      ) : (
        <table class="table rows">
          <thead>
            <tr>
              <th scope="col">{texts.name}</th>
              <th scope="col">{texts.issuer}</th>
              <th scope="col">{texts.origins}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {issuers.map((issuer) => (
              <tr key={issuer.id}>
                <th scope="row" class="rows__wide">
                  <bdi>{issuer.name}</bdi>
                </th>
                <td data-label={texts.issuer}>
                  <bdi>{issuer.issuer}</bdi>
                </td>
                <td data-label={texts.origins}>
                  <bdi>{issuer.origins.join(' ') || '–'}</bdi>
                </td>
                <td>
                  <div class="toolbar">
                    <IconButton
                      icon={editIcon}
                      label={texts.change(issuer.name)}
                      onClick={() => onEdit(issuer)}
                    />
                    <IconButton
                      icon={trashIcon}
                      label={texts.removeName(issuer.name)}
                      onClick={() => {
                        asked.value = issuer;
                      }}
                    />
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asked.value && (
        <RemoveDialog
          issuer={asked.value}
          texts={texts}
          onChange={onChange}
          onClose={() => {
            asked.value = undefined;
          }}
        />
      )}
    </div>
  );
};

interface RemoveProps {
  issuer: IssuerView;
  texts: EmbeddingTexts;
  onChange: () => Promise<void>;
  onClose: () => void;
}

const RemoveDialog = ({ issuer, texts, onChange, onClose }: RemoveProps) => {
  const fault = useSignal<Failure | undefined>(undefined);
  const isBusy = useSignal(false);
  const remove = async () => {
    isBusy.value = true;
    const answer = await request('DELETE /api/issuers/{issuerId}', { issuerId: issuer.id, rev: issuer.rev });
    await onChange();
    isBusy.value = false;
    fault.value = 'ok' in answer ? undefined : answer;
    if ('ok' in answer) onClose();
  };
  return (
    <Confirm
      title={<bdi>{texts.askTitle(issuer.name)}</bdi>}
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

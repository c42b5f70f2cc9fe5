// The components that both sites share (web/ui), each in its states.
import { signal } from '@preact/signals';
import type { Entry } from '../../shared/model.ts';
import type { Language } from '../../shared/text/text.ts';
import { Alert } from '../../web/ui/Alert.tsx';
import { Avatar } from '../../web/ui/Avatar.tsx';
import { Button, IconButton } from '../../web/ui/Button.tsx';
import { Confirm } from '../../web/ui/Confirm.tsx';
import { Conversation } from '../../web/ui/Conversation.tsx';
import { Dialog } from '../../web/ui/Dialog.tsx';
import { Download } from '../../web/ui/Download.tsx';
import { Earlier } from '../../web/ui/Earlier.tsx';
import { EmptyState } from '../../web/ui/EmptyState.tsx';
import { Field } from '../../web/ui/Field.tsx';
import { FirstPassword } from '../../web/ui/FirstPassword.tsx';
import { Icon } from '../../web/ui/Icon.tsx';
import * as icons from '../../web/ui/icons.ts';
import { LinkedText } from '../../web/ui/LinkedText.tsx';
import { LoginPage } from '../../web/ui/LoginPage.tsx';
import { NoEntry } from '../../web/ui/NoEntry.tsx';
import { NoticeList } from '../../web/ui/NoticeList.tsx';
import { createNoticeList } from '../../web/ui/notices.ts';
import { SiteHeader } from '../../web/ui/SiteHeader.tsx';
import { Loading, Spinner } from '../../web/ui/Spinner.tsx';
import { StatusBadge } from '../../web/ui/StatusBadge.tsx';
import type { CommonTexts, UiTexts } from '../../web/ui/types.ts';
import { aChatId, aCid, aConversation, anna, bram, NOON } from '../support/builders.ts';
import { Specimen, Specimens } from './specimen.tsx';

interface Props {
  readonly ui: UiTexts;
  readonly common: CommonTexts;
  readonly language: Language;
}

const nothing = () => {};
const talk: readonly Entry[] = [
  ...aConversation('Jan', [
    ['klant', 'Op de factuur van februari staat een bedrag dat ik niet kan plaatsen.'],
    [bram, 'Om welk factuurnummer gaat het? Zie https://portaal.example/facturen.'],
    [anna, 'Ik kijk even mee.'],
    ['klant', 'שלום — het gaat om 2026-0219 😀'],
  ]),
  { kind: 'joined', seq: 6, at: NOON + 120_000, cid: aCid('j'), agent: anna },
  { kind: 'ended', seq: 7, at: NOON + 180_000, cid: aCid('e'), reason: 'timeout' },
];

export const SharedComponents = (props: Props) => (
  <>
    <Buttons {...props} />
    <Fields {...props} />
    <Messages {...props} />
    <Texts {...props} />
    <Pages {...props} />
  </>
);

const Buttons = ({ ui }: Props) => (
  <Specimens title="Buttons">
    {(['primary', 'plain', 'quiet', 'danger'] as const).map((kind) => (
      <Specimen key={kind} title={`Button ${kind}: plain, small, with an icon, busy, out of use`}>
        <div class="specimen__row">
          <Button kind={kind}>{ui.again}</Button>
          <Button kind={kind} small>
            {ui.again}
          </Button>
          <Button kind={kind} icon={icons.saveIcon}>
            {ui.again}
          </Button>
          <Button kind={kind} busy>
            {ui.again}
          </Button>
          <Button kind={kind} disabled>
            {ui.again}
          </Button>
        </div>
      </Specimen>
    ))}
    <Specimen title="IconButton">
      <div class="specimen__row">
        <IconButton icon={icons.closeIcon} label={ui.closeMessage} />
        <IconButton small icon={icons.closeIcon} label={ui.closeMessage} />
      </div>
    </Specimen>
    <Specimen title="Icon: all of them" wide>
      <div class="specimen__row">
        {Object.entries(icons).map(([name, shape]) => (
          <span key={name} title={name}>
            <Icon shape={shape} />
          </span>
        ))}
      </div>
    </Specimen>
  </Specimens>
);

const Fields = ({ ui, common }: Props) => (
  <Specimens title="Fields">
    <Specimen title="Field">
      <Field label={ui.login.login}>{(control) => <input {...control} />}</Field>
    </Specimen>
    <Specimen title="Field, optional, with a hint">
      <Field label={ui.login.login} aside={ui.optional} hint={common.refusals.empty_text()}>
        {(control) => <textarea {...control} rows={3} />}
      </Field>
    </Specimen>
    <Specimen title="Field with what is wrong">
      <Field label={ui.login.login} error={common.refusals.bad_email()}>
        {(control) => <input {...control} value="jan@" />}
      </Field>
    </Specimen>
  </Specimens>
);

/** With all its kinds in it, none of which goes by itself. */
const kinds = ['success', 'warning', 'error'] as const;
const notices = createNoticeList({ first: kinds.map((kind) => ({ kind })) });
/** Which of the dialogs is open. */
const asked = signal<'dialog' | 'confirm' | undefined>(undefined);

const Messages = ({ ui, common }: Props) => (
  <Specimens title="Messages">
    {kinds.map((kind) => (
      <Specimen key={kind} title={`Alert ${kind}`}>
        <Alert kind={kind}>{common.refusals.busy()}</Alert>
      </Specimen>
    ))}
    <Specimen title="NoticeList">
      <NoticeList list={notices} texts={ui} kindOf={({ kind }) => kind}>
        {() => common.refusals.busy()}
      </NoticeList>
    </Specimen>
    <Specimen title="Spinner, and Loading in the place of a page">
      <Spinner label={ui.loading} />
      <Loading label={ui.loading} />
    </Specimen>
    <Specimen title="EmptyState">
      <EmptyState icon={icons.ticketIcon} title={ui.pageFailed} heading="h3">
        <p>{common.refusals.not_found()}</p>
      </EmptyState>
    </Specimen>
    <Specimen title="NoEntry: nothing came, and an account that is blocked">
      <NoEntry failure={{ lost: true }} ui={ui} common={common} />
      <NoEntry failure={{ error: { code: 'account_blocked' } }} ui={ui} common={common} />
    </Specimen>
    <Specimen title="Dialog and Confirm, opened by their buttons">
      <AskButtons ui={ui} common={common} />
    </Specimen>
  </Specimens>
);

const AskButtons = ({ ui, common }: Pick<Props, 'ui' | 'common'>) => {
  const close = () => {
    asked.value = undefined;
  };
  return (
    <div class="specimen__row">
      {(['dialog', 'confirm'] as const).map((kind) => (
        <Button
          key={kind}
          onClick={() => {
            asked.value = kind;
          }}
        >
          {kind}
        </Button>
      ))}
      {asked.value === 'dialog' && (
        <Dialog title={ui.pageFailed} onClose={close} actions={<Button onClick={close}>{ui.again}</Button>}>
          <p>{common.refusals.busy()}</p>
        </Dialog>
      )}
      {asked.value === 'confirm' && (
        <Confirm
          title={ui.pageFailed}
          cancel={ui.again}
          confirm={ui.logOut}
          onClose={close}
          onConfirm={close}
        >
          <p>{common.refusals.busy()}</p>
        </Confirm>
      )}
    </div>
  );
};

const Texts = ({ ui, common }: Props) => (
  <Specimens title="Texts and signs">
    <Specimen title="Avatar: with a name, small, of nobody">
      <div class="specimen__row">
        <Avatar name="Anna de Boer" />
        <Avatar name="李 娜" small />
        <Avatar />
      </div>
    </Specimen>
    <Specimen title="StatusBadge">
      <div class="specimen__row">
        {(['new', 'open', 'solved'] as const).map((status) => (
          <StatusBadge key={status} status={status} texts={common} />
        ))}
      </div>
    </Specimen>
    <Specimen title="LinkedText">
      <p>
        <LinkedText text="Zie (https://portaal.example/facturen?nr=2026-03), of https://münchen.example." />
      </p>
    </Specimen>
    <Specimen title="Conversation, of the customer">
      <Conversation entries={talk} texts={common} side="customer" />
    </Specimen>
    <Specimen title="Conversation, of an agent, with what is new">
      <Conversation
        entries={talk}
        texts={common}
        side="agent"
        me={bram.id}
        mark={{ after: 4, label: ui.language }}
      />
    </Specimen>
    <Specimen title="Earlier: another page of a history">
      <h3 id="history">{ui.product}</h3>
      <Earlier
        label={ui.again}
        heading="history"
        ui={ui}
        common={common}
        load={async () => ({ error: { code: 'busy' } })}
      />
    </Specimen>
    <Specimen title="Download of a chat">
      <Download chatId={aChatId('Jan')} ui={ui} common={common} />
    </Specimen>
  </Specimens>
);

const Pages = ({ ui, common, language }: Props) => {
  const account = { name: 'Anna de Boer', onLogOut: async () => {} };
  const links = ['Start', 'Meldingen', 'Profiel'].map((label, at) => ({
    href: `#${label}`,
    label,
    current: at === 1,
  }));
  return (
    <Specimens title="Parts of pages">
      <Specimen title="SiteHeader of the portal" wide>
        <SiteHeader texts={ui} language={language} site={ui.product} links={links} account={account} />
      </Specimen>
      <Specimen title="SiteHeader of the console" wide>
        <SiteHeader
          wide
          texts={ui}
          language={language}
          links={[...links, ...links.map((link) => ({ ...link, href: `${link.href}-2`, current: false }))]}
          account={{ ...account, own: { href: '#own', label: ui.language, current: false } }}
        />
      </Specimen>
      <Specimen title="LoginPage">
        <LoginPage
          loadFactors={() => import('../../web/ui/factors/parts.ts')}
          loadProvider={() => import('../../web/ui/provider/ProviderLogin.tsx')}
          title={ui.product}
          lead={ui.loading}
          texts={ui}
          common={common}
          language={language}
          onSignedIn={nothing}
        />
      </Specimen>
      <Specimen title="FirstPassword">
        <FirstPassword
          session={{ user: { id: anna.id, login: 'anna', name: 'Anna', role: 'agent' }, permissions: [] }}
          ui={ui}
          common={common}
          onDone={nothing}
        />
      </Specimen>
    </Specimens>
  );
};

// One customer's data: looked up by user name, given out as a file, or erased after the name was typed again.
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { AccountView } from '../../../shared/account-routes.ts';
import type { Dossier } from '../../../shared/privacy-routes.ts';
import { LOGIN_MAX } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { focusIn } from '../../ui/focus-in.ts';
import { downloadIcon, searchIcon, trashIcon } from '../../ui/icons.ts';
import { isolate } from '../../ui/isolate.ts';
import { tooLong } from '../../ui/too-long.ts';
import { AccountName } from '../shell/AccountName.tsx';
import { useTexts } from '../shell/uses.tsx';
import { type Customer, createCustomer, type Matches } from './customer.ts';
import { privacyTexts } from './texts.ts';

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const CustomerCard = () => {
  const { common, ui } = useTexts();
  const texts = privacyTexts.use();
  // The link answers with an attachment, so the page with its open chats stays.
  const customer = useMemo(() => createCustomer({ wait, follow: (url) => location.assign(url) }), []);
  useEffect(() => customer.close, [customer]);
  const fault = customer.fault.value;
  const dossier = customer.dossier.value;
  const matches = customer.matches.value;
  return (
    <section class="card privacy" aria-labelledby="customer">
      <h2 id="customer">{texts.customer}</h2>
      <p class="soft">{texts.customerLead}</p>
      <Find customer={customer} />
      {fault && <Alert kind="error">{answerText(fault, ui, common)}</Alert>}
      {matches && <MatchList matches={matches} onChoose={({ login, id }) => void customer.open(login, id)} />}
      {dossier && <Found customer={customer} dossier={dossier} />}
      <Progress customer={customer} />
    </section>
  );
};

const Find = ({ customer }: { customer: Customer }) => {
  const texts = privacyTexts.use();
  const { ui } = useTexts();
  const text = useSignal('');
  const error = useSignal('');
  const long = tooLong(text.value, LOGIN_MAX, ui);
  const find = (event: Event) => {
    event.preventDefault();
    if (long) return focusIn(event.currentTarget, 'who');
    error.value = text.value.trim() === '' ? texts.missing : '';
    if (!error.value) void customer.find(text.value.trim());
  };
  return (
    <form class="find beside" onSubmit={find} noValidate>
      <Field
        label={texts.who}
        error={long ?? (error.value || (customer.isUnknown.value ? texts.unknown : undefined))}
      >
        {(control) => (
          <input
            {...control}
            name="who"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            dir="auto"
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
      <Button type="submit" icon={searchIcon} busy={customer.isBusy.value}>
        {texts.find}
      </Button>
    </form>
  );
};

const MatchList = ({ matches, onChoose }: { matches: Matches; onChoose: (account: AccountView) => void }) => {
  const texts = privacyTexts.use();
  const { accounts, hasMore } = matches;
  return (
    <div class="found">
      <p role="status">{texts.matches(accounts.length)}</p>
      <ul class="matches">
        {accounts.map((account) => (
          <li key={account.id}>
            <Button small onClick={() => onChoose(account)}>
              <span>
                <AccountName {...account} />
              </span>
            </Button>
            {account.email && (
              <>
                {' '}
                <span class="soft">
                  <bdi>{account.email}</bdi>
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      {hasMore && <p class="soft">{texts.moreMatches}</p>}
    </div>
  );
};

const Found = ({ customer, dossier }: { customer: Customer; dossier: Dossier }) => {
  const { common, language } = useTexts();
  const texts = privacyTexts.use();
  const isAsking = useSignal(false);
  const numbers = new Intl.NumberFormat(common.locale);
  const { name, login } = dossier.customer;
  const { kind } = customer.work.value;
  const isWorking = kind === 'exporting' || kind === 'erasing';
  return (
    <div class="found">
      <p>
        <b>
          <bdi>{name}</bdi>
        </b>{' '}
        <span class="soft">
          (<bdi>{login}</bdi>)
        </span>
      </p>
      <p>{texts.known(numbers.format(dossier.chats), numbers.format(dossier.tickets))}</p>
      <div class="toolbar">
        <Button icon={downloadIcon} busy={isWorking} onClick={() => void customer.exportAll(language)}>
          {texts.export}
        </Button>
        <Button
          kind="danger"
          icon={trashIcon}
          busy={isWorking}
          onClick={() => {
            isAsking.value = true;
          }}
        >
          {texts.erase}
        </Button>
      </div>
      {isAsking.value && (
        <EraseDialog
          dossier={dossier}
          onClose={() => {
            isAsking.value = false;
          }}
          onErase={(typed) => {
            isAsking.value = false;
            void customer.erase(typed);
          }}
        />
      )}
    </div>
  );
};

interface EraseProps {
  dossier: Dossier;
  onClose: () => void;
  onErase: (login: string) => void;
}

const EraseDialog = ({ dossier: { customer }, onClose, onErase }: EraseProps) => {
  const { ui } = useTexts();
  const texts = privacyTexts.use();
  const typed = useSignal('');
  const error = useSignal('');
  const input = useRef<HTMLInputElement>(null);
  // Who signs in elsewhere has no login here.
  const confirming = customer.login || customer.name;
  const erase = (event: Event) => {
    event.preventDefault();
    const isRight = typed.value.trim().toLowerCase() === confirming.trim().toLowerCase();
    error.value = isRight ? '' : texts.eraseWrong;
    if (isRight) onErase(typed.value.trim());
    else input.current?.focus();
  };
  return (
    <Dialog
      title={texts.eraseTitle(isolate(customer.name))}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button kind="danger" type="submit" form="erase">
            {texts.eraseYes}
          </Button>
        </>
      }
    >
      <form id="erase" class="privacy" onSubmit={erase} noValidate>
        <p>{texts.eraseText}</p>
        <p class="soft">{texts.eraseBackups}</p>
        <Field label={texts.eraseType(isolate(confirming))} error={error.value || undefined}>
          {(control) => (
            <input
              {...control}
              ref={input}
              name="confirm"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              value={typed.value}
              onInput={(event) => {
                typed.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
};

/** What is being done, announced as it changes. */
const Progress = ({ customer }: { customer: Customer }) => {
  const { common } = useTexts();
  const texts = privacyTexts.use();
  const numbers = new Intl.NumberFormat(common.locale);
  const size = new Intl.NumberFormat(common.locale, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
    minimumFractionDigits: 1,
  });
  const work = customer.work.value;
  const text = () => {
    switch (work.kind) {
      case 'none':
        return '';
      case 'exporting':
        return work.of === undefined
          ? texts.exportStarting
          : texts.exporting(numbers.format(work.made ?? 0), numbers.format(work.of));
      case 'exported':
        return texts.exported(size.format(work.file.bytes / 1_000_000));
      case 'erasing':
        return texts.erasing;
      case 'erased':
        return texts.erased;
      default:
        return work satisfies never;
    }
  };
  return (
    <div role="status">
      {work.kind !== 'none' && (
        <Alert kind={work.kind === 'erased' || work.kind === 'exported' ? 'success' : 'info'} silent>
          {text()} {work.kind === 'exported' && <a href={work.file.url}>{texts.exportAgain}</a>}
        </Alert>
      )}
    </div>
  );
};

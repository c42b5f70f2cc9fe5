// "Ongesloten chats" (S98-S104): what stayed open and why, to save or delete, one or several at once.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatId, UnclosedChat } from '../../shared/model.ts';
import { Alert } from '../ui/Alert.tsx';
import { answerText } from '../ui/api.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { circleCheckIcon, closeIcon, saveIcon } from '../ui/icons.ts';
import { Loading } from '../ui/Spinner.tsx';
import { Time } from '../ui/Time.tsx';
import { formatDateTime, formatTime } from '../ui/time.ts';
import { OfficePage } from './OfficePage.tsx';
import { ticketPath } from './page.ts';
import { findReasons, type UnclosedReason } from './unclosed.ts';
import { useView } from './view.ts';

export const UnclosedPage = () => {
  const { unclosed: texts } = useView().office;
  return (
    <OfficePage title={texts.title} lead={texts.lead}>
      {() => <List />}
    </OfficePage>
  );
};

const List = () => {
  const { office, ui, common, unclosed } = useView();
  const { unclosed: texts } = office;
  useEffect(unclosed.open, [unclosed]);
  /** Chats whose deletion waits for a yes. */
  const asked = useSignal<readonly ChatId[]>([]);
  const rows = unclosed.rows.value;
  const fault = unclosed.fault.value;
  const chosen = [...unclosed.chosen.value];
  if (!rows)
    return fault ? (
      <Alert kind="error">{answerText(fault, ui, common)}</Alert>
    ) : (
      <Loading label={ui.loading} />
    );
  const remove = (chatIds: readonly ChatId[]) => {
    asked.value = chatIds;
  };
  return (
    <>
      <Outcome />
      {rows.length === 0 ? (
        <EmptyState icon={circleCheckIcon} title={texts.emptyTitle}>
          <p>{texts.empty}</p>
        </EmptyState>
      ) : (
        <div class="card">
          <div class="toolbar">
            <label class="check">
              <input
                type="checkbox"
                checked={chosen.length === rows.length}
                indeterminate={chosen.length > 0 && chosen.length < rows.length}
                onChange={(event) =>
                  unclosed.choose(
                    rows.map(({ chat }) => chat.id),
                    event.currentTarget.checked,
                  )
                }
              />
              {texts.all}
            </label>
            <p class="soft" role="status">
              {chosen.length > 0 ? texts.chosen(chosen.length) : texts.count(rows.length)}
            </p>
            {chosen.length > 0 && (
              <>
                <Button
                  small
                  icon={saveIcon}
                  class="good"
                  busy={unclosed.isBusy.value}
                  onClick={() => void unclosed.save(chosen)}
                >
                  {texts.save}
                </Button>
                <Button small icon={closeIcon} busy={unclosed.isBusy.value} onClick={() => remove(chosen)}>
                  {texts.remove}
                </Button>
              </>
            )}
          </div>
          <table class="table rows" aria-label={texts.title}>
            <Head />
            <tbody>
              {rows.map((row) => (
                <Row key={row.chat.id} row={row} onRemove={() => remove([row.chat.id])} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asked.value.length > 0 && (
        <RemoveDialog
          chatIds={asked.value}
          onClose={() => {
            asked.value = [];
          }}
        />
      )}
    </>
  );
};

const Head = () => {
  const { office, consoleTexts } = useView();
  const { unclosed: texts } = office;
  return (
    <thead>
      <tr>
        <td />
        {[
          'Nickname',
          consoleTexts.list.email,
          texts.started,
          texts.last,
          texts.agents,
          texts.reason,
          texts.actions,
        ].map((label) => (
          <th scope="col" key={label}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
};

const Row = ({ row: { chat, last }, onRemove }: { row: UnclosedChat; onRemove: () => void }) => {
  const { office, consoleTexts, common, ui, unclosed } = useView();
  const { unclosed: texts } = office;
  const { id, nickname } = chat;
  const fault = unclosed.faultsByChat.value.get(id);
  const isBusy = unclosed.isBusy.value;
  return (
    <tr>
      <td>
        <label class="check">
          <input
            type="checkbox"
            aria-label={texts.choose(nickname)}
            checked={unclosed.chosen.value.has(id)}
            onChange={(event) => unclosed.choose([id], event.currentTarget.checked)}
          />
        </label>
      </td>
      <th scope="row" id={`of-${id}`}>
        <bdi>{nickname}</bdi>
      </th>
      <td data-label={consoleTexts.list.email}>
        <bdi>{chat.email ?? texts.nothing}</bdi>
      </td>
      <td data-label={texts.started}>
        <Time at={chat.startedAt} locale={common.locale} format={formatDateTime} />
      </td>
      <td data-label={texts.last} class="rows__wide">
        {last ? (
          <>
            <span class="last-line" dir="auto">
              {last.text}
            </span>{' '}
            <span class="soft">
              <Time at={last.at} locale={common.locale} format={formatAge} />
            </span>
          </>
        ) : (
          texts.nothing
        )}
      </td>
      <td data-label={texts.agents}>
        <bdi>{chat.agents.map(({ name }) => name).join(', ') || texts.nothing}</bdi>
      </td>
      <td data-label={texts.reason} class="rows__wide">
        {findReasons(chat).map((reason) => (
          <p key={reason.kind}>
            <Reason reason={reason} />
          </p>
        ))}
        {fault && (
          <p class="field__error" role="alert">
            {answerText(fault, ui, common)}
          </p>
        )}
      </td>
      <td>
        <div class="toolbar">
          <IconButton
            icon={saveIcon}
            class="good"
            label={texts.save}
            aria-describedby={`of-${id}`}
            busy={isBusy}
            onClick={() => void unclosed.save([id])}
          />
          <IconButton
            icon={closeIcon}
            label={texts.remove}
            aria-describedby={`of-${id}`}
            busy={isBusy}
            onClick={onRemove}
          />
        </div>
      </td>
    </tr>
  );
};

/** "< 1 min", "7 min", "2 h 5 min": how old a line is. */
const formatAge = (at: number, locale: string): string => {
  const minutes = Math.max(0, Math.floor((Date.now() - at) / 60_000));
  const write = (value: number, unit: 'minute' | 'hour') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (minutes < 1) return `< ${write(1, 'minute')}`;
  if (minutes < 60) return write(minutes, 'minute');
  const rest = minutes % 60;
  return `${write(Math.floor(minutes / 60), 'hour')}${rest ? ` ${write(rest, 'minute')}` : ''}`;
};

const Reason = ({ reason }: { reason: UnclosedReason }) => {
  const { office, common } = useView();
  switch (reason.kind) {
    case 'ended':
      return common.endings[reason.reason];
    case 'gone':
      return (
        <>
          {office.unclosed.goneSince} <Time at={reason.since} locale={common.locale} format={formatTime} />
        </>
      );
    case 'unattended':
      return office.unclosed.unattended;
    default:
      return reason satisfies never;
  }
};

/** What the last save, deletion or undo came to. */
const Outcome = () => {
  const { office, ui, common, unclosed } = useView();
  const { unclosed: texts } = office;
  const saved = unclosed.saved.value;
  const removed = unclosed.removed.value;
  const undone = unclosed.undone.value;
  const listed = new Set(unclosed.rows.value?.map(({ chat }) => chat.id));
  const lost = [...unclosed.faultsByChat.value].find(([chatId]) => !listed.has(chatId))?.[1];
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const isNews = saved.length + removed.length + undone > 0;
    // The row that had the focus is gone.
    if (!isNews || document.activeElement !== document.body) return;
    const next = root.current?.querySelector<HTMLElement>('a, button') ?? document.getElementById('content');
    next?.focus({ preventScroll: true });
  }, [saved, removed, undone]);
  return (
    <div class="notices" ref={root}>
      {saved.length > 0 && (
        <Alert kind="success">
          <p class="notice">
            {texts.saved}{' '}
            {saved.map((ticket) => (
              <a key={ticket} href={ticketPath(ticket)}>
                {ticket}
              </a>
            ))}
          </p>
        </Alert>
      )}
      {removed.length > 0 && (
        <Alert kind="info">
          <div class="notice">
            {texts.removed(removed.length)}
            <Button small busy={unclosed.isBusy.value} onClick={() => void unclosed.undo()}>
              {office.undo}
            </Button>
          </div>
        </Alert>
      )}
      {undone > 0 && <Alert kind="success">{texts.undone(undone)}</Alert>}
      {lost && <Alert kind="error">{answerText(lost, ui, common)}</Alert>}
    </div>
  );
};

const RemoveDialog = ({ chatIds, onClose }: { chatIds: readonly ChatId[]; onClose: () => void }) => {
  const { office, consoleTexts, unclosed } = useView();
  const { closing } = consoleTexts;
  const only = unclosed.rows.value?.find(({ chat }) => chat.id === chatIds[0])?.chat;
  return (
    <Dialog
      title={
        chatIds.length === 1 && only ? (
          <bdi>{closing.removeTitle(only.nickname)}</bdi>
        ) : (
          office.unclosed.removeAll(chatIds.length)
        )
      }
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{closing.keep}</Button>
          <Button
            kind="danger"
            onClick={() => {
              onClose();
              void unclosed.remove(chatIds);
            }}
          >
            {closing.remove}
          </Button>
        </>
      }
    >
      <p>{closing.removeText}</p>
    </Dialog>
  );
};

// One unclosed chat: who, since when, what was last said, why it is here, and its two buttons (S102, S103).
import type { UnclosedChat } from '../../../shared/model.ts';
import { answerText } from '../../ui/api.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { endingText } from '../../ui/ending.ts';
import { closeIcon, saveIcon } from '../../ui/icons.ts';
import { Time } from '../../ui/Time.tsx';
import { formatDateTime, formatTime } from '../../ui/time.ts';
import { pathTo } from '../shell/paths.ts';
import { useDesk, usePage, useTexts } from '../shell/uses.tsx';
import { connectedIn } from '../state/known-unclosed.ts';
import { formatAge } from './format-age.ts';
import { findReasons, type UnclosedReason } from './unclosed.ts';
import { unclosedTexts, useUnclosed } from './use-unclosed.ts';

interface Props {
  row: UnclosedChat;
  onRemove: () => void;
}

export const UnclosedRow = ({ row: { chat, last }, onRemove }: Props) => {
  const { consoleTexts, common, ui } = useTexts();
  const desk = useDesk();
  const page = usePage();
  const unclosed = useUnclosed();
  const texts = unclosedTexts.use();
  const { id, nickname } = chat;
  const fault = unclosed.faultsByChat.value.get(id);
  const isBusy = unclosed.isBusy.value;
  const isThere = !chat.ended && chat.goneSince === undefined;
  const join = async () => {
    await desk.chats.join(id, true);
    page.go(pathTo('desk'));
  };
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
        {chat.ended ? (
          <a href={pathTo('chats', id)}>
            <bdi>{nickname}</bdi>
          </a>
        ) : (
          <bdi>{nickname}</bdi>
        )}
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
              <Time
                at={last.at}
                locale={common.locale}
                format={(at, locale) => formatAge(desk.serverNow() - at, locale)}
              />
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
        {findReasons(chat, connectedIn(desk.state.value, desk.serverNow())).map((reason) => (
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
          {isThere ? (
            // To be answered, or ended in its window, before it can be saved or deleted.
            <Button small aria-describedby={`of-${id}`} busy={isBusy} onClick={join}>
              {consoleTexts.list.join}
            </Button>
          ) : (
            <>
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
            </>
          )}
        </div>
      </td>
    </tr>
  );
};

const Reason = ({ reason }: { reason: UnclosedReason }) => {
  const { common } = useTexts();
  const texts = unclosedTexts.use();
  switch (reason.kind) {
    case 'ended':
      return endingText(common, reason.reason);
    case 'gone':
      return (
        <>
          {texts.goneSince} <Time at={reason.since} locale={common.locale} format={formatTime} />
        </>
      );
    case 'unattended':
      return texts.unattended;
    default:
      return reason satisfies never;
  }
};

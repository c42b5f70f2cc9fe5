// What can be done with something that was said (S138): its author takes it back within two minutes, who has "Chat beheren" removes it at any time. One stop of the Tab key for all of a conversation, from there with the arrows.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Refusal } from '../../../shared/errors.ts';
import type { UserId } from '../../../shared/model.ts';
import { TAKE_BACK_MS } from '../../../shared/rules.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText, type Failure } from '../../ui/api.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { trashIcon, undoIcon } from '../../ui/icons.ts';
import { isComposing } from '../../ui/send-key.ts';
import { formatTime } from '../../ui/time.ts';
import type { NoteTexts } from './note-texts.ts';
import { useDesk, useTexts } from './uses.tsx';

export interface Said {
  readonly at: number;
  readonly author: { readonly id: UserId; readonly name: string } | undefined;
}

interface Props {
  said: Said;
  isNote?: boolean;
  texts: NoteTexts;
  /** Gives why it was not done. */
  onRedact(): Promise<Failure | undefined>;
}

export const MessageMenu = ({ said, isNote = false, texts, onRedact }: Props) => {
  const { common, ui } = useTexts();
  const desk = useDesk();
  const { me, permissions } = desk.state.value;
  const asked = useSignal<'withdraw' | 'remove' | undefined>(undefined);
  const fault = useSignal<Failure | undefined>(undefined);
  const isBusy = useSignal(false);
  const isOwn = useStillOwn(said, me?.id, desk.serverNow());
  const button = useOneStop();
  if (!isOwn && !permissions.includes('manage')) return null;
  const [deed, icon] = isOwn ? ([texts.withdraw, undoIcon] as const) : ([texts.remove, trashIcon] as const);
  const redact = async () => {
    isBusy.value = true;
    fault.value = await onRedact();
    isBusy.value = false;
    if (!fault.value) asked.value = undefined;
  };
  const time = formatTime(said.at, common.locale);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from one button to the next
    <div
      class={`said-menu${asked.value === 'withdraw' ? ' said-menu--asked' : ''}`}
      onKeyDown={moveAmongStops}
    >
      {asked.value === 'withdraw' ? (
        <Button
          small
          kind="danger"
          busy={isBusy.value}
          ref={takeFocus}
          onBlur={() => {
            asked.value = undefined;
          }}
          onClick={redact}
        >
          {deed}
        </Button>
      ) : (
        <IconButton
          small
          ref={button}
          class="said-menu__open"
          icon={icon}
          label={texts.ofMessage(deed, said.author?.name ?? texts.someone, time)}
          onClick={() => {
            fault.value = undefined;
            asked.value = isOwn ? 'withdraw' : 'remove';
          }}
        />
      )}
      {asked.value !== 'remove' && fault.value && (
        <p class="said-menu__fault" role="alert">
          {isTooLate(fault.value) ? texts.tooLate : answerText(fault.value, ui, common)}
        </p>
      )}
      {asked.value === 'remove' && (
        <Confirm
          title={texts.removeTitle}
          cancel={texts.keep}
          confirm={texts.remove}
          isBusy={isBusy.value}
          onClose={() => {
            asked.value = undefined;
          }}
          onConfirm={redact}
        >
          <p>{isNote ? texts.removeNoteText : texts.removeText}</p>
          {fault.value && <Alert kind="error">{answerText(fault.value, ui, common)}</Alert>}
        </Confirm>
      )}
    </div>
  );
};

const isTooLate = (failure: Failure): boolean =>
  'error' in failure && (failure.error satisfies Refusal).code === 'forbidden';

/** By the server's clock, as far as it is known here; the server judges by its own. */
const useStillOwn = ({ at, author }: Said, me: UserId | undefined, now: number): boolean => {
  const isOver = useSignal(false);
  const left = at + TAKE_BACK_MS - now;
  const isOwn = author !== undefined && author.id === me && left > 0;
  useEffect(() => {
    if (!isOwn) return;
    const timer = setTimeout(() => {
      isOver.value = true;
    }, left);
    return () => clearTimeout(timer);
  }, []);
  return isOwn && !isOver.value;
};

const STOP = '.said-menu__open';

/** The last one in a conversation is the one that the Tab key stops at. */
const useOneStop = () => {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const all = stopsOf(button.current);
    for (const each of all) each.tabIndex = each === all.at(-1) ? 0 : -1;
  });
  return button;
};

const stopsOf = (element: Element | null): readonly HTMLElement[] => [
  ...(element?.closest('[role=log], section')?.querySelectorAll<HTMLElement>(STOP) ?? []),
];

const moveAmongStops = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
  if (isComposing(event)) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const all = stopsOf(event.currentTarget);
  const at = all.indexOf(event.target as HTMLElement);
  const next = step && at >= 0 ? all[at + step] : undefined;
  if (!next) return;
  event.preventDefault();
  for (const each of all) each.tabIndex = each === next ? 0 : -1;
  next.focus();
};

const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

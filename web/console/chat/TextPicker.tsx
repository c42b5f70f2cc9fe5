// Standard texts at the reply box (S12): chosen from the list, put in the box, or sent at once with some seconds to undo. Independent of any chat.
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { StandardText } from '../../../shared/model.ts';
import type { TextFault } from '../../../shared/rules.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { lazyPart } from '../shell/lazy.tsx';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { fillIn } from './fill-in.ts';

/** How long sending at once can be undone (milliseconds). */
const UNDO_MS = 5000;
const slashIcon = 'M14.5 5.5 9.5 18.5M4 4h16v16H4Z';

const importList = () => import('./window-parts.ts');
/** Fetches the list before it is asked for, so that what is typed after the slash is searched for and not said. */
export const fetchTextList = (): void => void importList().catch(() => {});

const TextList = lazyPart(
  async () => (await importList()).TextList,
  ({ fault }) => (
    <p class="reply__note" role="status">
      {fault?.title} {fault?.again}
    </p>
  ),
);

interface Props {
  /** What is looked for, while the list is open; the reply box opens it by `/`, the button does it here. */
  search: Signal<string | undefined>;
  nickname: string;
  agentName: string;
  onInsert(text: string): void;
  /** Gives what is wrong with the text; then it is put in the box. */
  onSend(text: string): TextFault | null | undefined;
  /** It was no search: what was typed, the slash too, is what is to be said. */
  onPutBack(text: string): void;
  /** The list is left: the focus goes back to the box. */
  onLeave(): void;
}

export const TextPicker = ({ search, nickname, agentName, onInsert, onSend, onPutBack, onLeave }: Props) => {
  const {
    consoleTexts: { picker: texts },
  } = useTexts();
  const desk = useDesk();
  const delayed = useDelayedSend(onSend, onInsert);
  const isOpen = search.value !== undefined;
  const isByButton = useRef(false);
  const close = () => {
    search.value = undefined;
    isByButton.current = false;
  };
  /** Nothing was chosen. */
  const giveUp = () => {
    const typed = search.peek();
    if (typed && !isByButton.current) onPutBack(`/${typed}`);
    close();
  };
  const leave = () => {
    close();
    onLeave();
  };
  const fill = ({ text }: StandardText) => fillIn(text, { klant: nickname, medewerker: agentName });
  const choose = (chosen: StandardText) => {
    const text = fill(chosen);
    leave();
    if (desk.state.peek().settings?.sendStandardTexts) delayed.start({ title: chosen.title, text });
    else onInsert(text);
  };
  const pending = delayed.pending.value;
  return (
    <>
      <IconButton
        icon={slashIcon}
        label={texts.open}
        aria-expanded={isOpen}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => {
          if (isOpen) return giveUp();
          isByButton.current = true;
          search.value = '';
        }}
      />
      {isOpen && (
        <TextList
          search={search}
          fill={fill}
          onChoose={choose}
          onLeave={() => {
            giveUp();
            onLeave();
          }}
          onSlash={(typed) => {
            leave();
            onInsert(typed);
          }}
          onBlur={giveUp}
        />
      )}
      <div class="delayed" role="status">
        {pending && (
          <>
            <p dir="auto">{texts.sending(pending.title)}</p>
            <Button small onClick={delayed.undo}>
              {texts.undo}
            </Button>
          </>
        )}
      </div>
    </>
  );
};

interface Delayed {
  readonly title: string;
  readonly text: string;
}

/** Sends after a while. A page that goes away first puts the text in the box, where it is kept; a window that closes sends it. */
const useDelayedSend = (onSend: Props['onSend'], onInsert: Props['onInsert']) => {
  const pending = useSignal<Delayed | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const take = (): string | undefined => {
    const text = pending.peek()?.text;
    clearTimeout(timer.current);
    pending.value = undefined;
    return text;
  };
  const send = () => {
    const text = take();
    if (text !== undefined && onSend(text) !== undefined) onInsert(text);
  };
  const undo = () => {
    const text = take();
    if (text !== undefined) onInsert(text);
  };
  const last = useRef({ send, undo });
  last.current = { send, undo };
  useEffect(() => {
    const onPageHide = () => last.current.undo();
    addEventListener('pagehide', onPageHide);
    return () => {
      removeEventListener('pagehide', onPageHide);
      last.current.send();
    };
  }, []);
  return {
    pending,
    undo,
    start: (next: Delayed) => {
      send();
      pending.value = next;
      timer.current = setTimeout(() => last.current.send(), UNDO_MS);
    },
  };
};

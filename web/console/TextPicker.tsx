// Standard texts at the reply box (S12): found while typing, put in the box, or sent at once with some seconds to undo. Knows no chat.
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { StandardText } from '../../shared/model.ts';
import type { TextFault } from '../../shared/rules.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { fillIn, findTexts } from './standard-texts.ts';
import { useView } from './view.ts';

/** How long sending at once can be undone (milliseconds). */
const UNDO_MS = 5000;
const slashIcon = 'M14.5 5.5 9.5 18.5M4 4h16v16H4Z';

interface Props {
  /** Whether the list is open; the reply box opens it by `/`, the button does it here. */
  isOpen: Signal<boolean>;
  nickname: string;
  agentName: string;
  onInsert(text: string): void;
  /** Gives what is wrong with the text; then it is put in the box. */
  onSend(text: string): TextFault | undefined;
  /** The list is left: the focus goes back to the box. */
  onLeave(): void;
}

export const TextPicker = ({ isOpen, nickname, agentName, onInsert, onSend, onLeave }: Props) => {
  const { office: texts, desk } = useView();
  const delayed = useDelayedSend(onSend, onInsert);
  const leave = () => {
    isOpen.value = false;
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
        label={texts.picker.open}
        aria-expanded={isOpen.value}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      />
      {isOpen.value && (
        <TextList
          fill={fill}
          onChoose={choose}
          onLeave={leave}
          onSlash={(typed) => {
            leave();
            onInsert(typed);
          }}
          onBlur={() => {
            isOpen.value = false;
          }}
        />
      )}
      <div class="delayed" role="status">
        {pending && (
          <>
            <p dir="auto">{texts.picker.sending(pending.title)}</p>
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
    if (text !== undefined && onSend(text)) onInsert(text);
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

interface ListProps {
  fill(text: StandardText): string;
  onChoose(text: StandardText): void;
  onLeave(): void;
  /** A second slash: what was meant was a slash. */
  onSlash(typed: string): void;
  onBlur(): void;
}

const TextList = ({ fill, onChoose, onLeave, onSlash, onBlur }: ListProps) => {
  const { office, ui, desk } = useView();
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const query = useSignal('');
  const at = useSignal(0);
  useLayoutEffect(() => {
    desk.texts.need();
    search.current?.focus();
  }, []);
  const all = desk.state.value.texts;
  const groups = findTexts(all?.values() ?? [], query.value);
  const found = groups.flatMap(({ texts }) => texts);
  const active = found[at.value];
  useLayoutEffect(
    () => root.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
    [active],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at.value = (at.value + step + found.length) % (found.length || 1);
    else if (event.key === 'Escape') onLeave();
    else if (event.key !== 'Enter' || event.isComposing) return;
    else if (active) onChoose(active);
    event.preventDefault();
  };
  return (
    <div
      class="picker"
      ref={root}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && root.current?.contains(event.relatedTarget))) onBlur();
      }}
    >
      <input
        ref={search}
        class="input"
        role="combobox"
        aria-label={office.picker.search}
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? id : undefined}
        aria-activedescendant={active && `${id}-${active.id}`}
        placeholder={office.picker.search}
        autocomplete="off"
        value={query.value}
        onInput={({ currentTarget: { value } }) => {
          if (value.startsWith('/')) return onSlash(value);
          query.value = value;
          at.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && (
        <p class="soft" role="status">
          {!all ? ui.loading : all.size === 0 ? office.texts.empty : office.picker.none}
        </p>
      )}
      {found.length > 0 && (
        <div class="picker__list" id={id} role="listbox" aria-label={office.texts.title}>
          {groups.map(({ category, texts }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form, these are options
            <div key={category} role="group" aria-label={category || office.texts.title}>
              {category && <p aria-hidden="true">{category}</p>}
              {texts.map((text) => (
                // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the focus and names the active option
                // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keys
                <div
                  key={text.id}
                  id={`${id}-${text.id}`}
                  role="option"
                  aria-selected={text === active}
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => onChoose(text)}
                >
                  <b dir="auto">{text.title}</b>
                  <span dir="auto">{fill(text)}</span>
                </div>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
};

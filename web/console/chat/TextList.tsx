// The list of standard texts at the reply box (S12): found while typing, chosen by key or click. Independent of any chat.
import { type Signal, useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { StandardText } from '../../../shared/model.ts';
import { isComposing } from '../../ui/send-key.ts';
import { useStyle } from '../shell/style.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { findTexts } from '../state/find-texts.ts';
import style from './text-list.css?inline';

export interface TextListProps {
  /** What is looked for; with something in it when it was typed before the list came. */
  search: Signal<string | undefined>;
  fill(text: StandardText): string;
  onChoose(text: StandardText): void;
  onLeave(): void;
  /** A second slash: what was meant was a slash. */
  onSlash(typed: string): void;
  onBlur(): void;
}

export const TextList = ({ search, fill, onChoose, onLeave, onSlash, onBlur }: TextListProps) => {
  const {
    consoleTexts: { picker: labels },
    ui,
  } = useTexts();
  const desk = useDesk();
  useStyle(style);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const query = search.value ?? '';
  const at = useSignal(0);
  useLayoutEffect(() => {
    desk.texts.need();
    field.current?.focus();
  }, []);
  const all = desk.state.value.texts;
  const groups = findTexts(all?.values() ?? [], query);
  const found = groups.flatMap(({ texts }) => texts);
  const active = found[at.value];
  useLayoutEffect(
    () => root.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
    [active],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at.value = (at.value + step + found.length) % (found.length || 1);
    else if (event.key === 'Escape') onLeave();
    else if (event.key !== 'Enter') return;
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
        ref={field}
        class="input"
        role="combobox"
        aria-label={labels.search}
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? id : undefined}
        aria-activedescendant={active && `${id}-${active.id}`}
        placeholder={labels.search}
        autocomplete="off"
        value={query}
        onInput={({ currentTarget: { value } }) => {
          if (value.startsWith('/')) return onSlash(value);
          search.value = value;
          at.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && (
        <p class="soft" role="status">
          {!all ? ui.loading : all.size === 0 ? labels.empty : labels.none}
        </p>
      )}
      {found.length > 0 && (
        <div class="picker__list" id={id} role="listbox" aria-label={labels.title}>
          {groups.map(({ category, texts }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form, these are options
            <div key={category} role="group" aria-label={category || labels.title}>
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

// The box in which an internal note is written (S136, S137): in the place of the reply box, with a text of its own, in another colour and border, and gone when the note is stored. So no key sends one as the other.
import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Person } from '../../../shared/model.ts';
import { countCharacters, INTERNAL_NOTE_MAX, isBlank, MENTIONS_MAX } from '../../../shared/rules.ts';
import { answerText, type Failure } from '../../ui/api.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { closeIcon, noteIcon, sendIcon } from '../../ui/icons.ts';
import { isComposing, isSendKey } from '../../ui/send-key.ts';
import { useDesk, useTexts } from '../shell/uses.tsx';
import { MentionList } from './MentionList.tsx';
import { type Colleague, findColleagues, type Mention, mentionAt, mentionsIn } from './mentions.ts';
import type { NoteProps } from './NoteButton.tsx';

export const NoteBox = ({ notes, texts, chatId, isWatched }: NoteProps) => {
  const { common, ui, consoleTexts } = useTexts();
  const desk = useDesk();
  const id = useId();
  const draft = useMemo(() => desk.tabStorage.draft(`note ${chatId}`), [chatId]);
  const text = useSignal(draft.read().text ?? '');
  const isNamed = useSignal(false);
  const isBusy = useSignal(false);
  const fault = useSignal<Failure | undefined>(undefined);
  const mention = useSignal<Mention | undefined>(undefined);
  const at = useSignal(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const root = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);

  const colleagues = findColleagues(desk.state.value);
  const found = mention.value ? findColleagues(desk.state.value, mention.value.word) : [];
  const surplus = countCharacters(text.value) - INTERNAL_NOTE_MAX;
  const nickname = desk.state.value.chats.get(chatId)?.nickname ?? '';

  const type = (area: HTMLTextAreaElement) => {
    text.value = area.value;
    fault.value = undefined;
    at.value = 0;
    mention.value = mentionAt(area.value, area.selectionStart);
    draft.save({ text: area.value });
  };
  const choose = ({ name }: Colleague) => {
    const { current: area } = box;
    if (!area || !mention.value) return;
    area.setRangeText(`@${name} `, mention.value.from, area.selectionStart, 'end');
    type(area);
    mention.value = undefined;
    area.focus();
  };
  /** Where the note now stands: what is typed next goes nowhere until a box is chosen. */
  const focusLog = () =>
    root.current?.closest('section')?.querySelector<HTMLElement>('.chat-log__view')?.focus();
  const leave = (to: 'reply' | 'log') => {
    const window = root.current?.closest('section');
    if (to === 'log') focusLog();
    notes.isWriting.value = false;
    if (to === 'reply')
      requestAnimationFrame(() => window?.querySelector<HTMLElement>('[data-focus-first]')?.focus());
  };
  const save = async () => {
    if (isBusy.value || isBlank(text.value) || surplus > 0) return;
    const wish = { text: text.value, named: isNamed.value };
    isBusy.value = true;
    const mentions: Person[] = mentionsIn(wish.text, colleagues).slice(0, MENTIONS_MAX);
    const cid = draft.cidFor({ text: wish.text });
    fault.value = await notes.add({ ...wish, mentions, cid });
    isBusy.value = false;
    if (fault.value) return box.current?.focus();
    draft.drop();
    leave('log');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[at.value];
    if (mention.value && step && found.length > 0) at.value = (at.value + step + found.length) % found.length;
    else if (mention.value && event.key === 'Escape') mention.value = undefined;
    else if (mention.value && chosen && (event.key === 'Enter' || event.key === 'Tab')) choose(chosen);
    else if (event.key === 'Escape') leave('reply');
    else if (isSendKey(event)) void save();
    else return;
    event.preventDefault();
    // The window's own Escape is not meant.
    event.stopPropagation();
  };
  return (
    <form
      class="note-box"
      ref={root}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p class="note-box__head" id={`${id}-only`}>
        <Icon shape={noteIcon} />
        <b>{texts.title}</b> {texts.onlyAgents}
      </p>
      <label class="visually-hidden" for={id}>
        {texts.label(nickname)}
      </label>
      <textarea
        id={id}
        ref={box}
        class="input note-box__text"
        rows={2}
        dir="auto"
        data-focus-first
        value={text.value}
        placeholder={texts.placeholder}
        readOnly={isBusy.value}
        aria-describedby={`${id}-only ${id}-state ${id}-hint`}
        aria-invalid={surplus > 0}
        aria-autocomplete="list"
        aria-controls={mention.value ? `${id}-list` : undefined}
        aria-activedescendant={found[at.value] ? `${id}-list-${at.value}` : undefined}
        onInput={(event) => type(event.currentTarget)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          mention.value = undefined;
        }}
      />
      {mention.value && (
        <MentionList id={`${id}-list`} found={found} at={at.value} texts={texts} onChoose={choose} />
      )}
      <div class="note-box__buttons">
        <IconButton
          small
          icon={closeIcon}
          label={isWatched ? texts.closeWatching : texts.close}
          onClick={() => leave('reply')}
        />
        <IconButton
          kind="primary"
          type="submit"
          class="note-box__save"
          icon={sendIcon}
          label={texts.save}
          busy={isBusy.value}
          onPointerDown={(event) => event.preventDefault()}
        />
      </div>
      {isWatched && (
        <label class="check note-box__named">
          <input
            type="checkbox"
            checked={isNamed.value}
            onChange={(event) => {
              isNamed.value = event.currentTarget.checked;
            }}
          />
          {texts.named}
        </label>
      )}
      <p class="visually-hidden" id={`${id}-hint`}>
        {texts.hint}
      </p>
      <p class="note-box__state" id={`${id}-state`} role="status">
        {fault.value
          ? answerText(fault.value, ui, common)
          : isBusy.value
            ? texts.saving
            : surplus > 0
              ? consoleTexts.reply.over(surplus)
              : ''}
      </p>
    </form>
  );
};

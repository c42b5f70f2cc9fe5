// "Rubrieken": what agents file chats and tickets under, kept as one list in an order (S34).
import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import type { Categories } from '../../../shared/account-routes.ts';
import { CATEGORIES_MAX, CATEGORY_MAX, surplusOfName } from '../../../shared/rules.ts';
import { request } from '../../ui/api.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field, FieldError } from '../../ui/Field.tsx';
import { focusIn } from '../../ui/focus-in.ts';
import { arrowDownIcon, arrowUpIcon, trashIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { isComposing } from '../../ui/send-key.ts';
import { nameTooLong } from '../../ui/too-long.ts';
import type { AccountTexts, WithTexts } from '../shell/account-texts.ts';
import { createEditor, type Editor } from '../shell/editor.ts';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { Saving } from '../shell/SaveBar.tsx';
import { EditorAlerts, FailureAlert } from '../shell/SaveFeedback.tsx';
import { useTexts } from '../shell/uses.tsx';

export const CategoriesPage = ({ texts: { accounts: texts } }: WithTexts) => {
  const { consoleTexts, ui } = useTexts();
  const editor = useMemo(
    () =>
      createEditor<Categories>({
        load: () => request('GET /api/categories', {}),
        save: ({ names = [] }, rev) => request('PUT /api/categories', { names, rev }),
      }),
    [],
  );
  useEffect(() => void editor.load(), [editor]);
  const names = editor.shown.value?.names;
  return (
    <ConsolePage needs="administer" title={consoleTexts.pages.categories} lead={texts.categories.lead}>
      {() =>
        names ? (
          <CategoryForm names={names} editor={editor} texts={texts} />
        ) : editor.fault.value ? (
          <FailureAlert fault={editor.fault.value} />
        ) : (
          <Loading label={ui.loading} />
        )
      }
    </ConsolePage>
  );
};

interface FormProps {
  names: readonly string[];
  editor: Editor<Categories>;
  texts: AccountTexts;
}

const CategoryForm = ({ names, editor, texts }: FormProps) => {
  const { categories: words } = texts;
  const { ui } = useTexts();
  const added = useSignal('');
  const said = useSignal('');
  const list = useRef<HTMLOListElement>(null);
  const put = (next: readonly string[]) => editor.edit({ names: [...next] });
  const focus = (place: number, what: string) =>
    setTimeout(() => list.current?.children[place]?.querySelector<HTMLElement>(what)?.focus());
  const move = (from: number, to: number) => {
    const next = [...names];
    const [name = ''] = next.splice(from, 1);
    next.splice(to, 0, name);
    put(next);
    said.value = words.moved(name, to + 1, next.length);
    // The button moved away from under the finger; at the end of the list it is the other one.
    const way = to < from ? 'up' : 'down';
    const isEnd = to === 0 || to === next.length - 1;
    focus(to, isEnd ? 'button:not(:disabled)' : `[data-way="${way}"]`);
  };
  const remove = (place: number) => {
    put(names.filter((_, index) => index !== place));
    focus(Math.min(place, names.length - 2), 'input');
  };
  const add = () => {
    const name = added.value.trim();
    if (!name || isTooLong(name)) return;
    put([...names, name]);
    added.value = '';
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    add();
    const long = names.findIndex(isTooLong);
    if (long >= 0) return focus(long, 'input');
    if (isTooLong(added.value)) return focusIn(event.currentTarget, 'added');
    await editor.save();
  };
  return (
    <form class="card fields" onSubmit={submit} noValidate>
      <EditorAlerts editor={editor} />
      {editor.theirs.value.names && (
        <div class="fields__buttons">
          <p class="field__hint">{words.theirs(editor.theirs.value.names.join(', '))}</p>
          <Button small onClick={editor.undo}>
            {words.takeTheirs}
          </Button>
        </div>
      )}
      {names.length === 0 && <p class="soft">{words.empty}</p>}
      <ol class="categories" ref={list}>
        {names.map((name, place) => (
          <CategoryRow
            key={place}
            name={name}
            place={place}
            isLast={place === names.length - 1}
            words={words}
            onRename={(value) => put(names.map((other, index) => (index === place ? value : other)))}
            onMove={move}
            onRemove={remove}
          />
        ))}
      </ol>
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
      {names.length < CATEGORIES_MAX && (
        <Field label={words.add} error={nameTooLong(added.value, CATEGORY_MAX, ui)}>
          {(control) => (
            <div class="with-button">
              <input
                {...control}
                name="added"
                dir="auto"
                autocomplete="off"
                value={added.value}
                onInput={(event) => {
                  added.value = event.currentTarget.value;
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || isComposing(event)) return;
                  event.preventDefault();
                  add();
                }}
              />
              <Button onClick={add}>{words.addButton}</Button>
            </div>
          )}
        </Field>
      )}
      <Saving
        isChanged={editor.isChanged.value || added.value.trim() !== ''}
        saving={editor.saving.value}
        onUndo={() => {
          added.value = '';
          editor.undo();
        }}
      />
    </form>
  );
};

const isTooLong = (name: string) => surplusOfName(name, CATEGORY_MAX) > 0;

interface RowProps {
  name: string;
  /** In the list, from 0 on. */
  place: number;
  isLast: boolean;
  words: AccountTexts['categories'];
  onRename: (name: string) => void;
  onMove: (from: number, to: number) => void;
  onRemove: (place: number) => void;
}

const CategoryRow = ({ name, place, isLast, words, onRename, onMove, onRemove }: RowProps) => {
  const { ui } = useTexts();
  const errorId = useId();
  const error = nameTooLong(name, CATEGORY_MAX, ui);
  return (
    <li>
      <div class="category">
        <input
          class="input"
          aria-label={words.name(place + 1)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error && errorId}
          dir="auto"
          autocomplete="off"
          value={name}
          onInput={({ currentTarget: { value } }) => onRename(value)}
        />
        <IconButton
          icon={arrowUpIcon}
          label={words.up(name)}
          data-way="up"
          disabled={place === 0}
          onClick={() => onMove(place, place - 1)}
        />
        <IconButton
          icon={arrowDownIcon}
          label={words.down(name)}
          data-way="down"
          disabled={isLast}
          onClick={() => onMove(place, place + 1)}
        />
        <IconButton icon={trashIcon} label={words.remove(name)} onClick={() => onRemove(place)} />
      </div>
      <FieldError id={errorId} error={error} />
    </li>
  );
};

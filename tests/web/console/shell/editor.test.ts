// Changing what others change as well: nothing typed is lost, nothing of theirs is overwritten unseen.
import { expect, test } from 'vitest';
import { createEditor, type Unsaved } from '../../../../web/console/shell/editor.ts';
import type { Answer } from '../../../../web/ui/api.ts';

interface Thing {
  readonly rev: number;
  readonly name: string;
  readonly tags: readonly string[];
}

/** A server with one thing, and others who change it. */
const aServer = () => {
  let stored: Thing = { rev: 1, name: 'een', tags: ['a'] };
  let fail: Answer<Thing> | undefined;
  return {
    change: (given: Partial<Thing>) => {
      stored = { ...stored, ...given, rev: stored.rev + 1 };
    },
    failWith: (answer: Answer<Thing>) => {
      fail = answer;
    },
    now: () => stored,
    editor: createEditor<Thing>({
      load: async () => ({ ok: stored }),
      save: async (changed, rev) => {
        const failing = fail;
        fail = undefined;
        if (failing) return failing;
        if (rev !== stored.rev) return { error: { code: 'outdated' } };
        stored = { ...stored, ...changed, name: (changed.name ?? stored.name).trim(), rev: rev + 1 };
        return { ok: stored };
      },
    }),
  };
};

test('saves what differs, and takes what the server made of it', async () => {
  const { editor, now } = aServer();
  await editor.load();
  editor.edit({ name: 'twee', tags: ['b', 'a'] });
  editor.edit({ tags: ['a'] });
  expect(editor.isChanged.value).toBe(true);
  editor.edit({ name: ' twee ' });
  expect(await editor.save()).toBe(true);
  expect(now()).toEqual({ rev: 2, name: 'twee', tags: ['a'] });
  expect([editor.isChanged.value, editor.shown.value?.name, editor.saving.value]).toEqual([
    false,
    'twee',
    'saved',
  ]);
});

test('a colleague was first: what was typed stays, theirs is shown, and the next save is over theirs', async () => {
  const { editor, change, now } = aServer();
  await editor.load();
  editor.edit({ name: 'mijn' });
  change({ name: 'hun', tags: ['b'] });
  expect(await editor.save()).toBe(false);
  expect(editor.isConflict.value).toBe(true);
  expect(editor.stored.value).toMatchObject({ name: 'hun' });
  expect(editor.shown.value).toEqual({ rev: 2, name: 'mijn', tags: ['b'] });
  expect(editor.theirs.value).toEqual({ name: 'hun' });
  expect(await editor.save()).toBe(true);
  expect(now()).toEqual({ rev: 3, name: 'mijn', tags: ['b'] });
  expect([editor.isConflict.value, editor.theirs.value]).toEqual([false, {}]);
});

test('the same change of both is no clash and nothing left to save', async () => {
  const { editor, change } = aServer();
  await editor.load();
  editor.edit({ name: 'hun' });
  change({ name: 'hun' });
  await editor.save();
  expect([editor.isChanged.value, editor.theirs.value]).toEqual([false, {}]);
});

test.each([{ lost: true } as const, { error: { code: 'busy' } } as const])(
  'what was typed survives %j',
  async (answer) => {
    const { editor, failWith } = aServer();
    await editor.load();
    editor.edit({ name: 'mijn' });
    failWith(answer);
    expect(await editor.save()).toBe(false);
    expect([editor.shown.value?.name, editor.fault.value]).toEqual(['mijn', answer]);
    expect(await editor.save()).toBe(true);
    expect(editor.fault.value).toBeUndefined();
  },
);

test('what was typed while a save was under way stays unsaved', async () => {
  const { editor } = aServer();
  await editor.load();
  editor.edit({ name: 'twee' });
  const saving = editor.save();
  expect(await editor.save()).toBe(false);
  editor.edit({ name: 'twee en drie' });
  await saving;
  expect([editor.shown.value?.name, editor.isChanged.value]).toEqual(['twee en drie', true]);
  editor.undo();
  expect([editor.shown.value?.name, editor.isChanged.value]).toEqual(['twee', false]);
});

test('a version that was pushed is shown where nothing was typed, and beside what was', async () => {
  const { editor } = aServer();
  await editor.load();
  editor.edit({ name: 'mijn' });
  editor.take({ rev: 2, name: 'een', tags: ['b'] });
  expect([editor.shown.value, editor.isConflict.value]).toEqual([
    { rev: 2, name: 'mijn', tags: ['b'] },
    false,
  ]);
  editor.take({ rev: 3, name: 'hun', tags: ['b'] });
  expect([editor.theirs.value, editor.isConflict.value]).toEqual([{ name: 'hun' }, true]);
  editor.take({ rev: 2, name: 'een', tags: [] });
  expect(editor.stored.value?.rev).toBe(3);
  editor.edit({ name: 'hun' });
  expect([editor.theirs.value, editor.isChanged.value]).toEqual([{}, false]);
});

test('a refusal that names a field of the form is that field’s; what the form finds wrong is not sent', async () => {
  const failing: { answer: Answer<Thing>; sent: number } = {
    answer: { error: { code: 'bad_request', path: 'tags.0' } },
    sent: 0,
  };
  const editor = createEditor<Thing>({
    load: async () => ({ ok: { rev: 1, name: 'een', tags: [] } }),
    save: async () => {
      failing.sent++;
      return failing.answer;
    },
    findWrong: ({ name }) => (name.trim() ? [] : ['name']),
  });
  await editor.load();
  editor.edit({ name: ' ' });
  expect([await editor.save(), editor.wrong.value, failing.sent]).toEqual([false, ['name'], 0]);
  editor.edit({ name: 'twee' });
  expect(editor.wrong.value).toEqual([]);
  expect([await editor.save(), editor.wrong.value, editor.fault.value]).toEqual([false, ['tags'], undefined]);
  failing.answer = { error: { code: 'bad_request', path: 'else' } };
  await editor.save();
  expect(editor.fault.value).toEqual(failing.answer);
});

test('what was left unsaved is there again, with what a colleague saved in its place since', async () => {
  const notes: unknown[] = [];
  const open = (stored: Thing, left?: Unsaved<Thing>) =>
    createEditor<Thing>({
      load: async () => ({ ok: stored }),
      save: async () => ({ lost: true }),
      restore: () => left,
      persist: (unsaved) => notes.push(unsaved),
    });
  const first = open({ rev: 1, name: 'een', tags: ['a'] });
  await first.load();
  first.edit({ name: 'mijn' });
  const left: Unsaved<Thing> = { rev: 1, fields: { name: 'mijn' }, base: { name: 'een' } };
  expect(notes.at(-1)).toEqual(left);
  const again = open({ rev: 1, name: 'een', tags: ['a'] }, left);
  await again.load();
  expect([again.shown.value?.name, again.isConflict.value]).toEqual(['mijn', false]);
  const later = open({ rev: 2, name: 'hun', tags: ['a'] }, left);
  await later.load();
  expect([later.shown.value?.name, later.theirs.value]).toEqual(['mijn', { name: 'hun' }]);
  expect(later.isConflict.value).toBe(true);
  later.undo();
  expect([later.shown.value?.name, notes.at(-1)]).toEqual(['hun', undefined]);
});

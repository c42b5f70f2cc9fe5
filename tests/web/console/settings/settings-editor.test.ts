// The settings being changed: what can be saved, and two people at once.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Settings } from '../../../../shared/model.ts';
import { createSettingsEditor, findWrongSettings } from '../../../../web/console/settings/settings-editor.ts';
import { settings } from '../../../support/builders.ts';
import { setUpDesk } from '../support/set-up-desk.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const asScene = async () => {
  const { server, desk } = await setUpDesk();
  const refresh = vi.fn();
  const { connection, state, dispatch } = desk;
  const editor = createSettingsEditor({ connection, state, dispatch, refresh });
  server.answer('settings.change', (input) => ({ ok: { ...input, rev: Number(input.rev) + 1 } }));
  const theySave = (given: Partial<Settings>) =>
    server.push({ event: 'settings.changed', settings: { ...settings, ...given, rev: settings.rev + 1 } });
  return { server, desk, editor, refresh, theySave };
};

test('[S8] [S10] names the settings that cannot be', () => {
  const typed = { ...settings, max: '3', timeoutMinutes: '15' };
  expect(findWrongSettings(typed)).toEqual([]);
  expect(findWrongSettings({ ...typed, max: '0', timeoutMinutes: '481' })).toEqual(['max', 'timeoutMinutes']);
  expect(findWrongSettings({ ...typed, max: '', timeoutMinutes: '2,5' })).toEqual(['max', 'timeoutMinutes']);
  expect(findWrongSettings({ ...typed, max: '20', timeoutMinutes: ' 2 ' })).toEqual([]);
  expect(findWrongSettings({ ...typed, welcome: 'x'.repeat(1001) })).toEqual(['welcome']);
});

test('[S7] saves what was typed over what is stored, as the version that was seen', async () => {
  const { server, desk, editor } = await asScene();
  editor.edit({ max: '21' });
  await editor.save();
  expect(editor.wrong.value).toEqual(['max']);
  expect(server.inputs('settings.change')).toEqual([]);
  editor.edit({ max: '5' });
  expect(editor.wrong.value).toEqual([]);
  await editor.save();
  expect(server.inputs('settings.change')).toEqual([{ ...settings, max: 5 }]);
  expect(desk.state.value.settings).toMatchObject({ max: 5, rev: settings.rev + 1 });
  expect(editor.isChanged.value).toBe(false);
  expect(editor.saving.value).toBe('saved');
});

test('what is typed back is no change', async () => {
  const { editor } = await asScene();
  editor.edit({ publish: !settings.publish });
  expect(editor.isChanged.value).toBe(true);
  editor.edit({ publish: settings.publish });
  expect(editor.isChanged.value).toBe(false);
});

test('[S7] shows what another saved, at once where nothing was typed', async () => {
  const { editor, theySave } = await asScene();
  editor.edit({ welcome: 'Dag!' });
  theySave({ max: 8 });
  expect(editor.shown.value).toMatchObject({ max: '8', welcome: 'Dag!' });
  expect(editor.isConflict.value).toBe(false);
});

test('keeps what was typed beside what another saved in the same setting', async () => {
  const { server, editor, theySave } = await asScene();
  editor.edit({ welcome: 'Dag!' });
  theySave({ welcome: 'Hallo!' });
  expect(editor.isConflict.value).toBe(true);
  expect(editor.theirs.value).toEqual({ welcome: 'Hallo!' });
  expect(editor.shown.value?.welcome).toBe('Dag!');
  await editor.save();
  expect(server.inputs('settings.change').at(-1)).toMatchObject({ welcome: 'Dag!', rev: settings.rev + 1 });
  expect(editor.isConflict.value).toBe(false);
  expect(editor.theirs.value).toEqual({});
});

test('an outdated version keeps what was typed and asks for the newer one', async () => {
  const { server, editor, refresh, theySave } = await asScene();
  server.answer('settings.change', () => ({ error: { code: 'outdated' } }));
  editor.edit({ max: '5' });
  await editor.save();
  expect(refresh).toHaveBeenCalledOnce();
  expect(editor.isConflict.value).toBe(true);
  theySave({ max: 9 });
  expect(editor.theirs.value).toEqual({ max: '9' });
  expect(editor.shown.value?.max).toBe('5');
  editor.undo();
  expect(editor.shown.value?.max).toBe('9');
});

test('a setting the server refuses is the one that is wrong', async () => {
  const { server, editor } = await asScene();
  server.answer('settings.change', () => ({ error: { code: 'bad_request', path: 'timeoutMinutes' } }));
  editor.edit({ max: '5' });
  await editor.save();
  expect(editor.wrong.value).toEqual(['timeoutMinutes']);
  expect(editor.fault.value).toBeUndefined();
  server.answer('settings.change', () => ({ error: { code: 'forbidden' } }));
  await editor.save();
  expect(editor.fault.value).toEqual({ error: { code: 'forbidden' } });
});

test('what is typed while a save is under way stays', async () => {
  const { server, editor } = await asScene();
  let answer = (_: { ok: Settings }) => {};
  server.answer('settings.change', () => new Promise((resolve) => (answer = resolve)));
  editor.edit({ max: '5' });
  const saving = editor.save();
  editor.edit({ welcome: 'Dag!' });
  answer({ ok: { ...settings, max: 5, rev: settings.rev + 1 } });
  await saving;
  expect(editor.shown.value).toMatchObject({ max: '5', welcome: 'Dag!' });
  expect(editor.isChanged.value).toBe(true);
  expect(editor.isConflict.value).toBe(false);
});

test('another who saves while a save is under way is noticed', async () => {
  const { server, editor, refresh, theySave } = await asScene();
  let answer = (_: { error: { code: 'outdated' } }) => {};
  server.answer('settings.change', () => new Promise((resolve) => (answer = resolve)));
  editor.edit({ max: '5' });
  const saving = editor.save();
  theySave({ max: 9 });
  answer({ error: { code: 'outdated' } });
  await saving;
  expect(editor.theirs.value).toEqual({ max: '9' });
  expect(editor.shown.value?.max).toBe('5');
  expect(refresh).not.toHaveBeenCalled();
});

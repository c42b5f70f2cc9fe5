// Editing a ticket: only what changed is sent, and a colleague's newer version takes nothing of what was typed.
import { describe, expect, test } from 'vitest';
import type { AgentTicket } from '../../../../shared/model.ts';
import { createTabStorage } from '../../../../web/console/state/tab-storage.ts';
import { createTicketEditor } from '../../../../web/console/tickets/ticket-editor.ts';
import type { request as send } from '../../../../web/ui/api.ts';
import { anAgentTicket } from '../../../support/builders.ts';
import { createStorage } from '../support/fake-connection.ts';

const setUp = async (storage = createStorage()) => {
  const server = {
    ticket: anAgentTicket(),
    sent: [] as Record<string, unknown>[],
    next: undefined as unknown,
  };
  const request = async (name: string, input: Record<string, unknown>) => {
    if (server.next) {
      const answer = server.next;
      server.next = undefined;
      return answer;
    }
    if (name.startsWith('GET')) return { ok: server.ticket };
    server.sent.push(input);
    const { rev, number: _, ...fields } = input;
    if (rev !== server.ticket.rev) return { error: { code: 'outdated' } };
    server.ticket = { ...server.ticket, ...fields, rev: server.ticket.rev + 1 };
    return { ok: server.ticket };
  };
  const colleague = (changed: Partial<AgentTicket>) => {
    server.ticket = { ...server.ticket, ...changed, rev: server.ticket.rev + 1 };
  };
  const editor = createTicketEditor({
    number: 1042,
    request: request as unknown as typeof send,
    tabStorage: createTabStorage(storage, 'anna'),
  });
  await editor.form.load();
  return { server, editor, form: editor.form, colleague, storage };
};

test('[S76] sends only what changed, with the version it is based on', async () => {
  const { server, form } = await setUp();
  form.edit({ status: 'open' });
  form.edit({ remarks: 'x' });
  form.edit({ remarks: '' });
  expect(await form.save()).toBe(true);
  expect(server.sent).toEqual([{ number: '1042', rev: 1, status: 'open' }]);
  expect(form.saving.value).toBe('saved');
  expect(form.draft.value).toEqual({});
});

test('[S33] names the field that has to be corrected first', async () => {
  const { server, form } = await setUp();
  form.edit({ subject: '  ' });
  expect(await form.save()).toBe(false);
  expect(form.wrong.value).toEqual(['subject']);
  form.edit({ subject: 'Factuur' });
  form.edit({ email: 'jan@' });
  expect(await form.save()).toBe(false);
  expect(form.wrong.value).toEqual(['email']);
  expect(server.sent).toEqual([]);
});

describe('when a colleague saved first', () => {
  test('what was typed stays, what was not typed is theirs, and the clash is shown', async () => {
    const { editor, form, colleague } = await setUp();
    form.edit({ subject: 'Mijn onderwerp' });
    form.edit({ remarks: 'gebeld' });
    colleague({ subject: 'Hun onderwerp', status: 'solved' });
    await form.save();
    expect(form.isConflict.value).toBe(true);
    expect(form.draft.value).toEqual({ subject: 'Mijn onderwerp', remarks: 'gebeld' });
    expect(form.theirs.value).toEqual({ subject: 'Hun onderwerp' });
    expect(editor.ticket.value).toMatchObject({ subject: 'Hun onderwerp', status: 'solved', rev: 2 });
  });

  test('saving again takes what was typed', async () => {
    const { server, form, colleague } = await setUp();
    form.edit({ subject: 'Mijn onderwerp' });
    colleague({ subject: 'Hun onderwerp' });
    await form.save();
    await form.save();
    expect(server.ticket).toMatchObject({ subject: 'Mijn onderwerp', rev: 3 });
    expect(form.isConflict.value).toBe(false);
  });

  test('both of them typing the same is no clash', async () => {
    const { form, colleague } = await setUp();
    form.edit({ status: 'solved' });
    colleague({ status: 'solved' });
    await form.save();
    expect(form.draft.value).toEqual({});
    expect(form.theirs.value).toEqual({});
  });
});

test('an edit survives a reload, and says so when the ticket changed meanwhile', async () => {
  const { form, storage } = await setUp();
  form.edit({ remarks: 'half' });
  const again = await setUp(storage);
  expect(again.form.draft.value).toEqual({ remarks: 'half' });
  expect(again.form.isConflict.value).toBe(false);
  again.colleague({ status: 'open' });
  await again.form.save();
  expect(again.form.isConflict.value).toBe(true);
  again.form.undo();
  expect(again.form.draft.value).toEqual({});
});

test('a save that got no answer keeps everything', async () => {
  const { server, form } = await setUp();
  form.edit({ remarks: 'gebeld' });
  server.next = { lost: true };
  await form.save();
  expect(form.fault.value).toEqual({ lost: true });
  expect(form.draft.value).toEqual({ remarks: 'gebeld' });
});

// Editing a ticket: only what changed is sent, and a colleague's newer version takes nothing of what was typed.
import { describe, expect, test } from 'vitest';
import type { AgentTicket } from '../../../../shared/model.ts';
import { createKeep } from '../../../../web/console/state/keep.ts';
import { createTicketEditor } from '../../../../web/console/tickets/ticket-editor.ts';
import type { request as send } from '../../../../web/ui/api.ts';
import { aTicket } from '../support/builders.ts';
import { createStorage } from '../support/fake-connection.ts';

const setUp = async (storage = createStorage()) => {
  const server = {
    ticket: aTicket(),
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
    keep: createKeep(storage, 'anna'),
  });
  await editor.load();
  return { server, editor, colleague, storage };
};

test('[S76] sends only what changed, with the version it is based on', async () => {
  const { server, editor } = await setUp();
  editor.edit('status', 'open');
  editor.edit('remarks', 'x');
  editor.edit('remarks', '');
  expect(await editor.save()).toBeUndefined();
  expect(server.sent).toEqual([{ number: '1042', rev: 1, status: 'open' }]);
  expect(editor.saving.value).toBe('saved');
  expect(editor.draft.value).toEqual({});
});

test('[S33] names the field that has to be corrected first', async () => {
  const { server, editor } = await setUp();
  editor.edit('subject', '  ');
  expect(await editor.save()).toBe('subject');
  editor.edit('subject', 'Factuur');
  editor.edit('email', 'jan@');
  expect(await editor.save()).toBe('email');
  expect(server.sent).toEqual([]);
});

describe('when a colleague saved first', () => {
  test('what was typed stays, what was not typed is theirs, and the clash is shown', async () => {
    const { editor, colleague } = await setUp();
    editor.edit('subject', 'Mijn onderwerp');
    editor.edit('remarks', 'gebeld');
    colleague({ subject: 'Hun onderwerp', status: 'solved' });
    await editor.save();
    expect(editor.isConflict.value).toBe(true);
    expect(editor.draft.value).toEqual({ subject: 'Mijn onderwerp', remarks: 'gebeld' });
    expect(editor.clashes.value).toEqual(['subject']);
    expect(editor.ticket.value).toMatchObject({ subject: 'Hun onderwerp', status: 'solved', rev: 2 });
  });

  test('saving again takes what was typed', async () => {
    const { server, editor, colleague } = await setUp();
    editor.edit('subject', 'Mijn onderwerp');
    colleague({ subject: 'Hun onderwerp' });
    await editor.save();
    await editor.save();
    expect(server.ticket).toMatchObject({ subject: 'Mijn onderwerp', rev: 3 });
    expect(editor.isConflict.value).toBe(false);
  });

  test('both of them typing the same is no clash', async () => {
    const { editor, colleague } = await setUp();
    editor.edit('status', 'solved');
    colleague({ status: 'solved' });
    await editor.save();
    expect(editor.draft.value).toEqual({});
    expect(editor.clashes.value).toEqual([]);
  });
});

test('an edit survives a reload, and says so when the ticket changed meanwhile', async () => {
  const { editor, storage } = await setUp();
  editor.edit('remarks', 'half');
  const again = await setUp(storage);
  expect(again.editor.draft.value).toEqual({ remarks: 'half' });
  expect(again.editor.isConflict.value).toBe(false);
  again.colleague({ status: 'open' });
  await again.editor.save();
  expect(again.editor.isConflict.value).toBe(true);
  again.editor.undo();
  expect(again.editor.draft.value).toEqual({});
});

test('a save that got no answer keeps everything', async () => {
  const { server, editor } = await setUp();
  editor.edit('remarks', 'gebeld');
  server.next = { lost: true };
  await editor.save();
  expect(editor.fault.value).toEqual({ lost: true });
  expect(editor.draft.value).toEqual({ remarks: 'gebeld' });
});

// Ticket fields are saved while they are filled: when, what, and what happens when it fails.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TicketForm } from '../../../../shared/model.ts';
import { apply } from '../../../../web/console/state/apply.ts';
import { type DeskState, emptyDesk } from '../../../../web/console/state/state.ts';
import { createTicketFields } from '../../../../web/console/state/ticket-fields.ts';
import { aChatId, aForm } from '../../../support/builders.ts';
import { createFakeConnection } from '../support/fake-connection.ts';

const chatId = aChatId('Jan');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const setUp = async (given: { form?: TicketForm | undefined } = { form: aForm() }) => {
  const server = createFakeConnection();
  let state: DeskState = { ...emptyDesk, forms: new Map(given.form ? [[chatId, given.form]] : []) };
  const fields = createTicketFields({
    connection: server.connection,
    chatId,
    form: () => state.forms.get(chatId),
    dispatch: (event) => {
      state = apply(state, event);
    },
    restored: {},
  });
  const colleague = (changed: Partial<TicketForm>) => {
    state = apply(state, { event: 'form.changed', chatId, fields: changed });
    server.push({ event: 'form.changed', chatId, fields: changed });
  };
  await vi.advanceTimersByTimeAsync(0);
  return { server, fields, colleague, form: () => state.forms.get(chatId) };
};

describe('[S32] the fields', () => {
  test('are sent 1.5 s after the last key, only those that changed', async () => {
    const { server, fields } = await setUp();
    fields.focus('subject');
    fields.type('subject', 'Fac');
    await vi.advanceTimersByTimeAsync(1000);
    fields.type('subject', 'Factuur');
    await vi.advanceTimersByTimeAsync(1499);
    expect(server.inputs('chat.fill')).toEqual([]);
    expect(fields.status.value.kind).toBe('unsaved');
    await vi.advanceTimersByTimeAsync(1);
    expect(server.inputs('chat.fill')).toEqual([{ chatId, fields: { subject: 'Factuur' } }]);
    expect(fields.status.value.kind).toBe('saved');
  });

  test('are sent at once when a field is left', async () => {
    const { server, fields, form } = await setUp();
    fields.focus('remarks');
    fields.type('remarks', 'gebeld');
    fields.blur();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.inputs('chat.fill')).toHaveLength(1);
    expect(form()?.remarks).toBe('gebeld');
  });

  test('looked at and left cost nothing', async () => {
    const { server, fields } = await setUp();
    fields.focus('remarks');
    fields.blur();
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.calls).toEqual([]);
  });

  test('are read when the window opens without them, and again after a reconnect', async () => {
    const server = await setUp({ form: undefined }).then(async ({ server, fields }) => {
      expect(server.inputs('chat.form')).toHaveLength(1);
      server.answer('chat.form', () => ({ ok: aForm({ subject: 'van Bram' }) }));
      server.onConnect();
      await vi.advanceTimersByTimeAsync(0);
      expect(fields.shown()?.subject).toBe('van Bram');
      return server;
    });
    expect(server.inputs('chat.form')).toHaveLength(2);
  });

  test('keep their text and are tried again when saving fails', async () => {
    const { server, fields } = await setUp();
    server.answer('chat.fill', () => ({ error: { code: 'busy' } }));
    fields.type('subject', 'Factuur');
    await vi.advanceTimersByTimeAsync(1500);
    expect(fields.status.value).toEqual({ kind: 'failed', refusal: { code: 'busy' } });
    expect(fields.shown()?.subject).toBe('Factuur');
    server.answer('chat.fill', () => ({ ok: {} }));
    await vi.advanceTimersByTimeAsync(5000);
    expect(fields.status.value.kind).toBe('saved');
  });

  test('are sent after a reconnect when the connection went meanwhile', async () => {
    const { server, fields } = await setUp();
    server.answer('chat.form', () => ({ ok: aForm() }));
    server.answer('chat.fill', () => ({ lost: true }));
    fields.type('subject', 'Factuur');
    await vi.advanceTimersByTimeAsync(1500);
    server.answer('chat.fill', () => ({ ok: {} }));
    server.onConnect();
    await vi.advanceTimersByTimeAsync(0);
    expect(fields.status.value.kind).toBe('saved');
  });

  test('are not sent over and over when the server will never take them', async () => {
    const { server, fields } = await setUp();
    server.answer('chat.fill', () => ({ error: { code: 'chat_closed' } }));
    fields.type('subject', 'Factuur');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.inputs('chat.fill')).toHaveLength(1);
    expect(await fields.flush()).toBe(false);
  });

  test('that a colleague changed while a save was under way are read again: the server says who was last', async () => {
    const { server, fields, colleague, form } = await setUp();
    server.answer('chat.fill', () => {
      colleague({ subject: 'van Bram' });
      return { ok: {} };
    });
    server.answer('chat.form', () => ({ ok: aForm({ subject: 'van Bram' }) }));
    fields.type('subject', 'van mij');
    await vi.advanceTimersByTimeAsync(1500);
    expect(form()?.subject).toBe('van Bram');
    expect(fields.shown()?.subject).toBe('van Bram');
  });

  test('that a colleague changes do not touch the one being typed in', async () => {
    const { fields, colleague } = await setUp();
    fields.focus('remarks');
    fields.type('remarks', 'klant be');
    colleague({ remarks: 'iets', subject: 'van Bram' });
    expect(fields.shown()).toMatchObject({ remarks: 'klant be', subject: 'van Bram' });
  });
});

test('flush says whether everything is saved, also what was typed during a save', async () => {
  const { server, fields, form } = await setUp();
  server.answer('chat.fill', async () => {
    if (form()?.subject === '' && fields.shown()?.subject === 'a') fields.type('subject', 'ab');
    return { ok: {} };
  });
  fields.type('subject', 'a');
  expect(await fields.flush()).toBe(true);
  expect(form()?.subject).toBe('ab');
  fields.type('email', 'jan@');
  expect(await fields.flush()).toBe(false);
});

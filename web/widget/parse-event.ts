// The pushes a chat window hears, checked by hand: the schema library would weigh as much as all its views. Knows no state.
import type { ServerEvent } from '../../shared/events.ts';

/** Of each field a value of the right kind. What ServerEvent of shared/events.ts takes fits here too; a test holds them together. */
const person = { id: '', name: '' };
const message = { cid: '', text: '', author: { ...person, role: '' } };
const entriesByKind: Readonly<Record<string, object>> = {
  started: { nickname: '', welcome: '' },
  message,
  joined: { agent: person },
  left: { agent: person },
  ended: { reason: '' },
};
const eventsByName: Readonly<Record<string, object>> = {
  'room.changed': { open: true, rev: 0 },
  'agent.typing': { chatId: '', name: '' },
  'entries.added': { chatId: '', entries: [] },
};

/** `undefined` for what is none of them: a newer server may say more, and the rest of the helpdesk is none of our business. */
export const parseEvent = (frame: unknown): ServerEvent | undefined =>
  fits(frame, eventsByName[String(read(frame, 'event'))]) && list(read(frame, 'entries')).every(isEntry)
    ? (frame as ServerEvent)
    : undefined;

const isEntry = (entry: unknown): boolean =>
  fits(entry, { seq: 0, at: 0, ...entriesByKind[String(read(entry, 'kind'))] });

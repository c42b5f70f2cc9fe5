// The pushes a chat window hears, checked by hand: the schema library would weigh as much as all the views. Pure.
import type { ServerEvent } from '../../../shared/events.ts';
import { isKnown } from '../../../shared/timeline.ts';
import { matches, oneOf, optional, type Shape } from '../../connection/guard.ts';

/** Beyond this there are no dates, and writing one down would throw. */
const at: Shape = (value) => typeof value === 'number' && Math.abs(value) <= 8.64e15;
const entry = { seq: 0, at };
const person = { id: '', name: '' };

const isOurs = oneOf('kind', {
  started: { ...entry, nickname: '', welcome: '' },
  message: { ...entry, cid: '', author: { ...person, role: '' }, text: '', redacted: optional('') },
  redacted: { ...entry, of: 0, by: '' },
  joined: { ...entry, agent: person },
  left: { ...entry, agent: person },
  away: { ...entry, agent: person },
  back: { ...entry, agent: person },
  ended: { ...entry, reason: '' },
});
/** Of one it does not know, only that it is there (shared/timeline.ts): it loses no push. */
const isNewer = { ...entry, kind: (kind: unknown) => typeof kind === 'string' && !isKnown(kind) };
const isEntry = (value: unknown) => matches(value, isOurs) || matches(value, isNewer);

const isEvent = oneOf('event', {
  'room.changed': { open: true, rev: 0, opensAt: optional(at) },
  'connection.replaced': {},
  'agent.typing': { chatId: '', name: '' },
  'chat.expiring': { chatId: '', seq: 0, endsAt: optional(at), now: at },
  'preview.switched': { chatId: '', on: true },
  'entries.added': { chatId: '', entries: (list) => Array.isArray(list) && list.every(isEntry) },
});

/** `undefined` for what is none of them: a newer server may say more, and consoles hear more. */
export const parseEvent = (frame: unknown): ServerEvent | undefined =>
  matches(frame, isEvent) ? (frame as ServerEvent) : undefined;

// Brings the opening hours to whoever waits for a chat, when they were saved and at every turn (S149). Done again, it finds how things stand.
import type { ActionContext } from '../adapters/context.ts';
import { openingOf } from '../domain/opening.ts';
import { readHours, recordOpening } from '../store/hours.ts';
import { notifyRoom } from './notify-room.ts';

export const followHours = async (context: ActionContext): Promise<void> => {
  const { db, random, now } = context;
  const hours = await readHours(db);
  const at = now();
  const opening = openingOf(hours, at);
  if (await recordOpening(db, random, { opening, rev: hours.rev, now: at })) await notifyRoom(context);
};

// The pushes of the server, checked with the schemas. Knows no socket.
import * as v from 'valibot';
import { ServerEvent } from '../../shared/events.ts';

/** `undefined` for what is no event of this release: a newer server may send more. */
export const parseEvent = (frame: unknown): ServerEvent | undefined => {
  const parsed = v.safeParse(ServerEvent, frame);
  return parsed.success ? parsed.output : undefined;
};

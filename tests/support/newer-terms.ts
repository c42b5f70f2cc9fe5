// Terms as a later release may have them: kinds, a reason and pushes that today's pages do not know. For the tests of what becomes of those.
import { leftOut, SPEAKS, terms } from '../../shared/terms.ts';

const said = (text: string) =>
  ({
    kind: 'message',
    cid: 'c'.repeat(22),
    author: { role: 'agent', id: 'h'.repeat(22), name: 'Helpdesk' },
    text,
  }) as never;

export const newerTerms = {
  entries: {
    ...terms.entries,
    moved: { since: SPEAKS + 1, older: ({ desk }: { desk: string }) => said(`Naar ${desk}`) },
    /** What an older page gets of it is itself newer than the oldest ones. */
    returned: { since: SPEAKS + 2, older: () => ({ kind: 'moved', desk: 'de helpdesk' }) as never },
  },
  reasons: {
    ...terms.reasons,
    abandoned: { since: SPEAKS + 1, older: () => 'timeout' as const },
    forgotten: { since: SPEAKS + 3, older: () => 'abandoned' as never },
  },
  events: {
    ...terms.events,
    'agent.blinked': { since: SPEAKS + 1, older: leftOut('an ornament') },
    'room.counted': {
      since: SPEAKS + 2,
      older: ({ places, rev }: { places: number; rev: number }) => [
        { event: 'room.changed', open: places > 0, rev } as const,
      ],
    },
  },
};

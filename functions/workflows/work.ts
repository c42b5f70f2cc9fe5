// What a commit leaves to be done, such as closing sockets: in the commit, done at once, ticked off. What was cut off or is not sure yet, the sweep does.
import type { UserId } from '../../shared/model.ts';
import type { DeskContext } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import type { Write } from '../store/db.ts';
import { readSettings } from '../store/desk.ts';
import { againAt, armed, tickOff, type Work, type WorkOf } from '../store/timers.ts';
import { applySettings } from './apply-settings.ts';
import { closeSockets } from './close-sockets.ts';
import { followAgent } from './follow-agent.ts';
import { followHours } from './follow-hours.ts';
import { seeToMail } from './queue-mail.ts';
import { type RedactionMeans, renew } from './redaction.ts';
import { seeToRenewal } from './renewals.ts';
import { applyRights, hideChatTabs, type Reach } from './revoke-access.ts';

/** The sweep has what removes files; others leave that to it. */
export type WorkContext = DeskContext & Reach & Partial<RedactionMeans>;

export interface Pending {
  readonly work: Work;
  /** When the sweep takes it up; milliseconds. */
  readonly at: number;
  /** To be written with the change it follows. */
  readonly write: Write;
}

/** Work to go with a commit that is made now. */
export const pending = ({ now }: Pick<WorkContext, 'now'>, work: Work): Pending => {
  const at = againAt(now());
  return { work, at, write: armed(work, at) };
};

/**
 * Sockets noted a little after a commit may be of before it, by another clock; a socket that is closed needlessly comes
 * back by itself.
 */
const CLOCKS_MS = 10_000;

/** A new password: every socket of before is over, but those of the session it was changed with. */
export const passwordWork = (
  { now, newId }: Pick<WorkContext, 'now' | 'newId'>,
  user: UserId,
  keep?: string,
): Work => ({ kind: 'rights', id: newId(), user, before: now() + CLOCKS_MS, keep });

/** Pages of a long list that whoever caused the work goes through; somebody waits. */
const PAGES_AT_ONCE = 4;

/**
 * Does at once what was committed. Never fails: the change is stored, and what is not done by then the sweep does,
 * a minute later and until it is.
 */
export const finish = async (context: WorkContext, { work, at }: Pending): Promise<void> => {
  try {
    const outcome = await carryOut(context, work, PAGES_AT_ONCE);
    if (outcome.isDone) await tickOff(context.db, work, at);
  } catch (error) {
    log('ERROR', 'left to the sweep', { action: work.kind, error });
  }
};

/** Done, or what is left to be done. */
export type Outcome = { readonly isDone: true } | { readonly isDone: false; readonly rest: Work };

/** Done as often as one likes: each looks at how things stand, and changes only what is not as it should be. */
export const carryOut = async (context: WorkContext, work: Work, pages: number): Promise<Outcome> => {
  switch (work.kind) {
    case 'rights':
      return (await applyRights(context, work)) ? DONE : { isDone: false, rest: work };
    case 'sign-out':
      return (await closeSockets(context, work.user, ({ session }) => session === work.id))
        ? DONE
        : { isDone: false, rest: work };
    case 'hang-up':
      // Not known to API Gateway by now: closed.
      await context.closeConnections([work.id]);
      return DONE;
    case 'mail':
      return (await seeToMail(context, work.id)) ? DONE : { isDone: false, rest: work };
    case 'redaction': {
      const { removeFiles, segmentFiles } = context;
      const isDone =
        removeFiles && segmentFiles && (await renew({ ...context, removeFiles, segmentFiles }, work.id));
      return isDone ? DONE : { isDone: false, rest: work };
    }
    case 'renewal':
      return (await seeToRenewal(context, work)) ? DONE : { isDone: false, rest: work };
    case 'settings':
      return upTo(work, await applySettings(context, await readSettings(context.db), work.cursor, pages));
    case 'hours':
      await followHours(context);
      return DONE;
    case 'presence':
      return upTo(work, await followAgent(context, work.user, { after: work.cursor, pages }));
    case 'groups':
      return upTo(work, await hideChatTabs(context, work.cursor, pages));
    default:
      return work satisfies never;
  }
};

const DONE: Outcome = { isDone: true };

const upTo = (work: WorkOf<'settings' | 'groups' | 'presence'>, cursor: string | undefined): Outcome =>
  cursor === undefined ? DONE : { isDone: false, rest: { ...work, cursor } };

// The connection of a page to the helpdesk: always one link that works, or another try. Independent of any chat.
import { signal } from '@preact/signals';
import type { ActionReply, AskedName } from '../../shared/actions.ts';
import type { Result } from '../../shared/errors.ts';
import type { ServerEvent } from '../../shared/events.ts';
import type { Environment } from './environment.ts';
import { ANSWER_MS, type Down, type Link, type LinkListener, openLink } from './link.ts';
import { BLIP_MS, backOff, SPREAD_MS } from './retry.ts';
import type { Connection, ConnectionStatus } from './types.ts';

const MINUTE_MS = 60_000;
/** API Gateway ends every connection after 2 hours; the next one is there before that. */
const ROTATE_MS = { min: 90 * MINUTE_MS, max: 115 * MINUTE_MS };
/** What was heard this recently proves the link alive without a ping. */
const FRESH_MS = 10_000;
/** Without a word for this long although it beats: the machine slept, and the link is hardly worth a question. */
const SLEPT_MS = 2 * MINUTE_MS;
/** The session is asked after at the first refused handshake, and then at every so many. */
const SESSION_EVERY = 5;

/** `parseEvent` is the site's own: each checks the pushes that it gets. */
export const createConnection = (
  parseEvent: LinkListener['parseEvent'],
  environment: Environment,
): Connection => {
  const status = signal<ConnectionStatus>('connecting');
  const listeners = new Set<(event: ServerEvent) => void>();
  const connectListeners = new Set<() => void>();
  /** Calls that wait for a link; `undefined` when there will be none. */
  let waiting: ((link: Link | undefined) => void)[] = [];
  let current: Link | undefined;
  let next: Link | undefined;
  let failures = 0;
  let stopPlan = () => {};
  let isClosed = false;
  /** The server said that the current link gives way to one of another page. */
  let isReplaced = false;

  const plan = (ms: number) => {
    stopPlan();
    stopPlan = environment.after(ms, attempt);
  };

  const attempt = () => {
    stopPlan();
    if (next || isClosed) return;
    const link = openLink(environment, {
      parseEvent,
      onOpen: () => takeOver(link),
      onEvent: (event) => {
        if (event.event === 'connection.replaced') isReplaced ||= link === current;
        for (const listen of listeners) listen(event);
      },
      onDown: (why, isMissed) => {
        if (link === next) retry();
        else if (link === current) recover(why, isMissed);
      },
    });
    next = link;
  };

  const takeOver = (link: Link) => {
    const old = current;
    current = link;
    next = undefined;
    failures = 0;
    isReplaced = false;
    status.value = 'online';
    // What was asked on the old one is answered there, and pushes go there until the listeners have moved them.
    if (old) environment.after(ANSWER_MS, old.close);
    plan(ROTATE_MS.min + environment.random() * (ROTATE_MS.max - ROTATE_MS.min));
    for (const onConnect of connectListeners) onConnect();
    release(link);
  };

  const release = (link: Link | undefined) => {
    const calls = waiting;
    waiting = [];
    for (const go of calls) go(link);
  };

  const retry = () => {
    next = undefined;
    if (current) return plan(MINUTE_MS * (1 + environment.random()));
    status.value = 'offline';
    if (failures++ % SESSION_EVERY === 0) void stopIfSignedOut();
    plan(backOff(failures, environment.random()));
  };

  const recover = (why: Down, isMissed: boolean) => {
    current = undefined;
    // Whoever waits for an answer uses the page.
    const givesWay = isReplaced && !isMissed && !next;
    isReplaced = false;
    status.value = givesWay ? 'replaced' : 'offline';
    if (!next && !givesWay)
      plan(environment.random() * (why === 'dropped' && !isMissed ? SPREAD_MS : BLIP_MS));
  };

  const stopIfSignedOut = async () => {
    if (!(await environment.isSignedIn()) && !current && !isClosed) end('stopped');
  };

  const end = (how: 'stopped' | 'offline') => {
    isClosed = true;
    status.value = how;
    stopPlan();
    stopWaking();
    for (const link of [current, next]) link?.close();
    release(undefined);
  };

  const use = () => {
    if (status.value === 'replaced') attempt();
  };

  const wake = (isUsed: boolean) => {
    if (status.value === 'replaced') return isUsed ? use() : undefined;
    const quietMs = current?.quietMs() ?? SLEPT_MS;
    if (quietMs >= SLEPT_MS) attempt();
    else if (quietMs > FRESH_MS) current?.check();
  };

  const stopWaking = environment.onWake(wake);
  attempt();

  const findLink = async (): Promise<Link | undefined> => {
    if (current || isClosed) return current;
    // Somebody is waiting now; but a server that refuses is not asked more often for it.
    if (!next && failures === 0 && waiting.length === 0) plan(environment.random() * BLIP_MS);
    return new Promise((resolve) => waiting.push(resolve));
  };

  return {
    status,
    call: async <N extends AskedName>(action: N, input: object) => {
      const link = await findLink();
      if (!link) return status.value === 'stopped' ? { error: { code: 'not_signed_in' } } : { lost: true };
      // See `readAnswer` in link.ts: the one place where an answer gets its type.
      const answer = (await link.ask(action, input)) as Result<ActionReply<N>> | { readonly lost: true };
      if (!('error' in answer) || answer.error.code !== 'other_account') return answer;
      // Somebody else has signed in: for whoever opened this page the session is over, and what waits, waits for that person.
      if (!isClosed) end('stopped');
      return { error: { code: 'not_signed_in' } };
    },
    tell: (action, input) => current?.tell(action, input),
    listen: (onEvent) => {
      listeners.add(onEvent);
      return () => listeners.delete(onEvent);
    },
    onConnected: (onConnect) => {
      connectListeners.add(onConnect);
      if (current) onConnect();
      return () => connectListeners.delete(onConnect);
    },
    use,
    close: () => {
      if (!isClosed) end('offline');
    },
  };
};

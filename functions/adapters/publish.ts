// Telling other systems what happened, and our own functions that something waits for them, over EventBridge, after it was stored. See docs/decisions/012. Never in the conversation's bundle.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE, type PublishedEvent, WAKE_SOURCE, type Wake } from '../../shared/published-events.ts';
import { env } from './env.ts';
import { log } from './log.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

/** At most 10 events (PutEvents' limit). Never throws: what happened stays so, whoever could not be told. */
export type Publish = (...events: (PublishedEvent | Wake)[]) => Promise<void>;

type Told = PublishedEvent | Wake;

const isWake = (type: Told['type']): boolean => type === 'mail.due' || type === 'renewal.due';

export interface Publishing {
  readonly publish: Publish;
}

/** A person waits for the answer meanwhile: an event that is not taken by then is given up. */
const TRIES = 3;

/** What alarms look for in the log. */
export const NOT_PUBLISHED = 'events not published';

export const createPublish = (
  client = new EventBridgeClient({
    maxAttempts: TRIES,
    ...within(TIME_LIMITS.events),
  }),
): Publish => {
  const bus = env('EVENT_BUS');
  const send = async (events: readonly Told[]): Promise<readonly Told[]> => {
    const { Entries: entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: events.map(({ type, ...detail }) => ({
          EventBusName: bus,
          Source: isWake(type) ? WAKE_SOURCE : EVENT_SOURCE,
          DetailType: type,
          Detail: JSON.stringify(isWake(type) ? { type, ...detail } : detail),
          Time: new Date(detail.at),
        })),
      }),
    );
    // PutEvents answers each by its place; one it did not take has an error and no id.
    return events.filter((_, index) => !entries[index]?.EventId);
  };
  return async (...events) => {
    let left: readonly Told[] = events;
    try {
      for (let tries = 0; tries < TRIES && left.length > 0; tries++) left = await send(left);
    } catch (error) {
      return log('ERROR', NOT_PUBLISHED, { action: left[0]?.type, count: left.length, error });
    }
    if (left.length > 0) log('ERROR', NOT_PUBLISHED, { action: left[0]?.type, count: left.length });
  };
};

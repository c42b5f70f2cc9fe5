// EventBridge rules with a pattern: which events of a bus call which functions. Independent of any event.
import * as v from 'valibot';
import type { AsyncInvoke } from './async-invoke.ts';
import type { BusEvent } from './event-buses.ts';
import { userError } from './user-error.ts';

export const PatternRuleProperties = v.object({
  EventPattern: v.record(v.string(), v.unknown()),
  EventBusName: v.optional(v.string(), 'default'),
  State: v.optional(v.string(), 'ENABLED'),
  Targets: v.array(v.object({ Arn: v.string() })),
});
export type PatternRule = v.InferOutput<typeof PatternRuleProperties>;

export interface BusRulesOptions {
  readonly rules: readonly PatternRule[];
  readonly region: string;
  readonly account: string;
  readonly invokeAsync: AsyncInvoke;
  readonly now: () => number;
}

/** @throws a userError for a pattern that the local cloud cannot judge: more than values to be equal to. */
export const createBusRules = ({ rules, region, account, invokeAsync, now }: BusRulesOptions) => {
  for (const { EventPattern } of rules) refuseUnknown(EventPattern);
  /** Hands an event on to the functions that wait for it; nobody waits for them. */
  return ({ id, bus, source, type, detail, time }: BusEvent): void => {
    const event = {
      version: '0',
      id,
      'detail-type': type,
      source,
      account,
      time: new Date(time ?? now()).toISOString().replace(/\.\d+/, ''),
      region,
      resources: [],
      detail,
    };
    for (const { EventPattern, EventBusName, State, Targets } of rules) {
      if (State !== 'ENABLED' || EventBusName !== bus || !matches(EventPattern, event)) continue;
      for (const { Arn } of Targets) void invokeAsync(Arn, event);
    }
  };
};

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list has the values that will do; of a list in the event one has to be among them. */
const matches = (pattern: unknown, value: unknown): boolean => {
  if (Array.isArray(pattern)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.some((one) => pattern.includes(one));
  }
  return (
    isFields(pattern) && Object.entries(pattern).every(([name, part]) => matches(part, Object(value)[name]))
  );
};

const refuseUnknown = (pattern: unknown): void => {
  if (Array.isArray(pattern)) {
    if (pattern.every((value) => typeof value === 'string')) return;
    throw userError(`The local cloud cannot judge the event pattern ${JSON.stringify(pattern)}.`);
  }
  for (const part of Object.values(Object(pattern))) refuseUnknown(part);
};

// The protocol of this release as plain data; run by itself, it writes that down as the one older pages and servers speak.
import { writeFile } from 'node:fs/promises';
import { type ActionSpec, actions } from '../../shared/actions.ts';
import { Refusal } from '../../shared/errors.ts';
import { ServerEvent } from '../../shared/events.ts';
import type { RouteSpec } from '../../shared/route-spec.ts';
import { routes } from '../../shared/routes.ts';
import { type Shape, shapeOf } from './protocol-shape.ts';

interface Call {
  readonly by: readonly string[];
  readonly input: Shape;
  /** Not there: no reply is sent. */
  readonly reply?: Shape;
}

export interface Protocol {
  readonly actions: Readonly<Record<string, Call>>;
  readonly routes: Readonly<Record<string, Call>>;
  readonly events: Shape;
  readonly refusals: Shape;
}

const callOf = ({ by, input, reply }: ActionSpec | RouteSpec): Call => ({
  by,
  input: shapeOf(input),
  ...(reply && { reply: shapeOf(reply) }),
});
const callsOf = (table: Readonly<Record<string, ActionSpec | RouteSpec>>) =>
  Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, callOf(spec)]));

export const protocol: Protocol = {
  actions: callsOf(actions),
  routes: callsOf(routes),
  events: shapeOf(ServerEvent),
  refusals: shapeOf(Refusal),
};

export const recorded = new URL('../fixtures/protocol-v1.json', import.meta.url);

/** One call on a line, so that a change shows as one. */
const lines = (part: object): string =>
  `{\n${Object.entries(part)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}`;

if (import.meta.main) {
  const { actions: asked, routes: requested, ...rest } = protocol;
  const events = `"events": ${JSON.stringify(rest.events)},\n"refusals": ${JSON.stringify(rest.refusals)}`;
  await writeFile(recorded, `{\n"actions": ${lines(asked)},\n"routes": ${lines(requested)},\n${events}\n}\n`);
}

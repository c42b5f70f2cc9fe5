// Which permission an agent's connection needs for each action: a new action needs the right to the desk, unless the table says otherwise.
import { expect, test } from 'vitest';
import type { SocketEvent } from '../../../functions/auth/caller.ts';
import { createRun } from '../../../functions/pipeline/run.ts';
import { createSocketHandler } from '../../../functions/pipeline/socket.ts';
import { type ActionSpec, actions } from '../../../shared/actions.ts';
import { lambdaContext } from '../../support/accounts.ts';

const all = ['helpdesk', 'manage', 'administer'] as const;
const agentActions = Object.entries<ActionSpec>(actions).filter(([, { by }]) => by.includes('agent'));

/** Every action, doing nothing: only what is asked before it counts here. */
const idle = Object.fromEntries(Object.keys(actions).map((name) => [name, async () => ({ ok: {} })]));
const run = createRun({} as never, idle as never);

/** Whether an action of an agent with these permissions, its input left out, gets past the question of who may. */
const mayAsk = async (action: string, permissions: readonly string[]): Promise<boolean> => {
  const handler = createSocketHandler(run);
  const answer = await handler(
    {
      body: JSON.stringify({ id: 1, action }),
      requestContext: {
        connectionId: 'c',
        requestId: 'r',
        routeKey: action,
        authorizer: {
          userId: 'A'.repeat(22),
          role: 'agent',
          sessionId: 's',
          login: 'anna',
          name: 'Anna',
          permissions: permissions.join(' '),
        },
      },
    } as unknown as SocketEvent,
    lambdaContext,
  );
  return !JSON.stringify(answer).includes('forbidden');
};

test.each(agentActions)('%s', async (name, { needs = 'helpdesk' }) => {
  expect(await mayAsk(name, all)).toBe(true);
  expect(
    await mayAsk(
      name,
      all.filter((permission) => permission !== needs),
    ),
  ).toBe(needs === 'nothing');
});

test('keeping a connection open needs nothing, everything else something', () => {
  const free = agentActions.filter(([, { needs }]) => needs === 'nothing').map(([name]) => name);
  expect(free).toEqual(['ping']);
});

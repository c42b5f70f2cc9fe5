// One role per function: the whole product works with nothing but what the roles allow, and not with less.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions } from '../../shared/actions.ts';
import { routes } from '../../shared/routes.ts';
import { type EveryCall, makeEveryCall } from '../support/every-call.ts';
import { arriveOverWire, startWire, type Wire } from '../support/wire.ts';

describe('with the roles as they are', () => {
  let wire: Wire;
  let made: EveryCall;
  beforeAll(async () => {
    wire = await startWire();
    made = await makeEveryCall(wire, (field) => `some-${field}`);
  }, 120_000);
  afterAll(() => wire?.stop());

  it('every action and every route is called, the deep ones with success', () => {
    const called = new Set(made.calls.map(({ name }) => name));
    const all = [...Object.keys(actions), ...Object.keys(routes)].filter(
      (name) => name !== 'POST /api/login',
    );
    expect(all.filter((name) => !called.has(name))).toEqual([]);
    const done = new Set(made.calls.filter(({ outcome }) => outcome === 'ok').map(({ name }) => name));
    for (const name of ['chat.start', 'chat.say', 'chat.join', 'chat.leave', 'chat.watch', 'chat.save'])
      expect(done).toContain(name);
    expect(done).toContain('POST /api/chats/{chatId}/transcript');
  });

  it('no role refuses anything, and nothing fails for another reason', () => {
    expect(wire.cloud.refusals()).toEqual([]);
    const odd = made.calls.filter(({ outcome }) => outcome === 'internal' || / /.test(outcome ?? ''));
    expect(odd).toEqual([]);
  });
});

/** Takes one action out of all roles. */
const without = (action: string) => (template: string) => {
  const changed = template.replaceAll(`"${action}"`, '"none:None"');
  if (changed === template) throw new Error(`no role has ${action}`);
  return changed;
};

describe('with one action less', () => {
  it.each([
    ['dynamodb:PutItem', 'dynamodb:PutItem on resource'],
    ['execute-api:ManageConnections', 'execute-api:ManageConnections on resource'],
  ])(
    '%s: the journey fails',
    async (action, refusal) => {
      const wire = await startWire({ change: without(action) });
      try {
        const outcome = await journey(wire).then(
          () => 'done',
          () => 'failed',
        );
        expect(wire.cloud.refusals().join('\n')).toContain(refusal);
        expect(outcome).toBe('failed');
      } finally {
        await wire.stop();
      }
    },
    60_000,
  );
});

/** A customer starts a chat, and the console is told of it. @throws at what does not work. */
const journey = async (wire: Wire): Promise<void> => {
  const anna = await arriveOverWire(wire, 'console', 'anna');
  await succeed(anna.ask('desk.enter', { sid: 'consoleA' }));
  await succeed(anna.ask('duty.start'));
  const jansen = await arriveOverWire(wire, 'portal', 'jansen');
  await succeed(jansen.ask('chat.start', { sid: 'portal-A', nickname: 'Jan', email: '' }));
  if (!anna.pushes.some(({ event }) => event === 'chat.changed'))
    throw new Error('the console heard nothing');
};

const succeed = async (answer: Promise<{ ok?: unknown }>): Promise<void> => {
  if (!(await answer).ok) throw new Error('refused');
};

// One role per function: the product works with what the roles allow (every-call.test.ts), and not with less.
import { describe, expect, it } from 'vitest';
import { arriveOverWire, startWire, type Wire } from '../support/wire.ts';

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
  ])('%s: the journey fails', async (action, refusal) => {
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
  });
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

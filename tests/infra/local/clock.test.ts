// The clock a test moves, and the schedules that run by it.
import { afterEach, describe, expect, it } from 'vitest';
import { createClock } from '../../../infra/local/clock.ts';
import { startTestCloud, type TestCloud } from './fixture.ts';

describe('the clock', () => {
  it('runs what is due on the way, in order and at its own time', async () => {
    const clock = createClock();
    const began = clock.now();
    const ran: [string, number][] = [];
    const note = (name: string) => () => ran.push([name, Math.round((clock.now() - began) / 1000)]);
    clock.after(20_000, note('second'));
    clock.after(10_000, () => {
      note('first')();
      clock.after(5_000, note('made on the way'));
    });
    clock.after(90_000, note('not yet'));
    const cancel = clock.after(30_000, note('cancelled'));
    cancel();
    await clock.advance(60_000);
    expect(ran).toEqual([
      ['first', 10],
      ['made on the way', 15],
      ['second', 20],
    ]);
    expect(Math.round((clock.now() - began) / 1000)).toBe(60);
    clock.stop();
  });

  it('also goes on by itself', async () => {
    const clock = createClock();
    await clock.advance(1_000_000);
    let hasRun = false;
    clock.after(30, () => {
      hasRun = true;
    });
    await expect.poll(() => hasRun).toBe(true);
    clock.stop();
  });
});

describe('a schedule', () => {
  let cloud: TestCloud | undefined;
  afterEach(() => cloud?.stop());

  it('runs its function once for every minute that goes by, before the move is over', async () => {
    cloud = await startTestCloud({
      functions: {
        Sweep:
          'export const handler = async (event) => { console.log(JSON.stringify({ ...event, now: Date.now() })); };',
      },
      everyMinute: 'Sweep',
    });
    await cloud.clock.advance(5 * 60_000);
    expect(cloud.usage.snapshot().functions.sweep).toMatchObject({ invocations: 5, errors: 0 });
    await expect.poll(() => cloud?.lines.length).toBe(5);
    const events = cloud.lines.map((line) => JSON.parse(line.replace('sweep | ', '')));
    expect(events[0]).toMatchObject({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });
    const minutes = events.map(({ time }) => Date.parse(time) / 60_000);
    expect(minutes.map((minute) => minute - (minutes[0] ?? 0))).toEqual([0, 1, 2, 3, 4]);
    for (const { time, now } of events) expect(Math.abs(Date.parse(time) - now)).toBeLessThan(5_000);
  });

  it('tries a failed run again after one and two minutes', async () => {
    cloud = await startTestCloud({
      functions: { Sweep: "export const handler = async () => { throw new Error('no'); };" },
      everyMinute: 'Sweep',
    });
    await cloud.clock.advance(60_000);
    expect(cloud.usage.snapshot().functions.sweep?.invocations).toBe(1);
    await cloud.clock.advance(60_000);
    expect(cloud.usage.snapshot().functions.sweep?.invocations).toBe(3);
  });

  it('tries it less often where the template says so', async () => {
    cloud = await startTestCloud({
      functions: { Sweep: "export const handler = async () => { throw new Error('no'); };" },
      everyMinute: 'Sweep',
      extra: {
        Once: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: { FunctionName: { Ref: 'Sweep' }, MaximumRetryAttempts: 0, Qualifier: '$LATEST' },
        },
      },
    });
    await cloud.clock.advance(3 * 60_000);
    expect(cloud.usage.snapshot().functions.sweep?.invocations).toBe(3);
  });

  it('stops in one line at an expression it does not know', async () => {
    const rule = {
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression: 'cron(0 9 ? * MON *)', Targets: [] },
    };
    await expect(startTestCloud({ extra: { Rule: rule } })).rejects.toMatchObject({
      name: 'UserError',
      message: 'The local cloud does not know the schedule cron(0 9 ? * MON *).',
    });
  });
});

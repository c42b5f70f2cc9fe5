// That the seconds to the time-out are counted while it is announced, and no timer runs otherwise.
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { createCountdown } from '../../../web/widget/model/countdown.ts';
import { createClock } from '../connection/support/clock.ts';

describe('[S10] the countdown', () => {
  test('counts whole seconds down to 0, stops when the end is called off, and starts again', async () => {
    const clock = createClock();
    const endsAt = signal<number | undefined>(undefined);
    const { left } = createCountdown(clock, signal({ endsAt }));
    expect([left.value, clock.nextIn()]).toEqual([undefined, undefined]);
    endsAt.value = clock.now() + 59_500;
    expect(left.value).toBe(60);
    await clock.advance(1_000);
    expect(left.value).toBe(59);
    await clock.advance(57_000);
    expect(left.value).toBe(2);
    endsAt.value = undefined;
    expect([left.value, clock.nextIn()]).toEqual([undefined, undefined]);
    endsAt.value = clock.now() + 2_000;
    await clock.advance(5_000);
    expect([left.value, clock.nextIn()]).toEqual([0, undefined]);
  });

  test('leaves no timer behind when closed', () => {
    const clock = createClock();
    const { close } = createCountdown(clock, signal({ endsAt: signal(clock.now() + 9_000) }));
    expect(clock.nextIn()).toBe(1_000);
    close();
    expect(clock.nextIn()).toBeUndefined();
  });
});

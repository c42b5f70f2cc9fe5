// That the chat's own signals do what @preact/signals does: the code that uses them is written, and mostly tested, against those.
import * as real from '@preact/signals';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import * as light from '../../../../web/widget/light/signals.ts';

type Api = Pick<typeof light, 'signal' | 'computed' | 'effect' | 'batch'>;

const SIGNALS = 3;
const COMPUTEDS = 4;

/** A computed value reads the ones before it, some only while another is even. */
const reading = fc.record({ when: fc.nat(), even: fc.nat(), odd: fc.nat() });
const graphs = fc.record({
  computeds: fc.array(reading, { minLength: COMPUTEDS, maxLength: COMPUTEDS }),
  effects: fc.array(reading, { minLength: 1, maxLength: 3 }),
  steps: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('set' as const), at: fc.nat(SIGNALS - 1), to: fc.nat(3) }),
      fc.record({ kind: fc.constant('stop' as const), at: fc.nat(2) }),
      fc.record({
        kind: fc.constant('batch' as const),
        sets: fc.array(fc.tuple(fc.nat(SIGNALS - 1), fc.nat(3)), { maxLength: 4 }),
      }),
    ),
    { maxLength: 30 },
  ),
});

/** What can be seen of a graph at each change: all values, and what each effect did. The order of effects is nobody's promise. */
const run = (api: Api, graph: typeof graphs extends fc.Arbitrary<infer T> ? T : never): unknown[] => {
  const seen: unknown[] = [];
  const doneByEffect = graph.effects.map((): unknown[] => []);
  const signals = Array.from({ length: SIGNALS }, (_, at) => api.signal(at));
  const values: { readonly value: number; peek(): number }[] = [...signals];
  const pick = (at: number, below: number) => values[at % below]?.value ?? 0;
  for (const { when, even, odd } of graph.computeds) {
    const below = values.length;
    values.push(
      api.computed(() => (pick(when, below) % 2 === 0 ? pick(even, below) : pick(odd, below) + 1) % 5),
    );
  }
  const stops = graph.effects.map(({ when, even, odd }, name) =>
    api.effect(() => {
      const value =
        pick(when, values.length) % 2 === 0 ? pick(even, values.length) : pick(odd, values.length);
      doneByEffect[name]?.push(value);
      return () => void doneByEffect[name]?.push('undone');
    }),
  );
  const set = (at: number, to: number) => {
    const signal = signals[at];
    if (signal) signal.value = to;
  };
  for (const step of graph.steps) {
    if (step.kind === 'set') set(step.at, step.to);
    else if (step.kind === 'stop') stops[step.at]?.();
    else {
      // Each signal once: set to and fro in one batch, @preact/signals takes it as changed.
      const last = new Map(step.sets);
      api.batch(() => {
        for (const [at, to] of last) set(at, to);
      });
    }
    seen.push([values.map(({ value }) => value), structuredClone(doneByEffect)]);
  }
  for (const stop of stops) stop();
  return [...seen, doneByEffect];
};

test('values, and when which effect runs, are those of @preact/signals, whatever depends on what', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      expect(run(light, graph)).toEqual(run(real, graph));
    }),
    { numRuns: 500 },
  );
});

describe.each([
  ['of the chat', light],
  ['of @preact/signals', real],
] satisfies [string, Api][])('signals %s', (_, { signal, computed, effect, batch }) => {
  test('an effect runs once for a batch, and not when what it reads came out the same', () => {
    const a = signal(1);
    const b = signal(2);
    const sum = computed(() => a.value + b.value);
    const work = vi.fn(() => void sum.value);
    effect(work);
    batch(() => {
      a.value = 2;
      b.value = 3;
    });
    expect(work).toHaveBeenCalledTimes(2);
    batch(() => {
      a.value = 3;
      b.value = 2;
    });
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('a computed value is computed when it is asked for, once', () => {
    const a = signal(1);
    const compute = vi.fn(() => a.value);
    const twice = computed(compute);
    expect(compute).not.toHaveBeenCalled();
    expect([twice.value, twice.value, twice.peek()]).toEqual([1, 1, 1]);
    expect(compute).toHaveBeenCalledTimes(1);
  });

  test('what is peeked at is not watched', () => {
    const a = signal(1);
    const work = vi.fn(() => void a.peek());
    effect(work);
    a.value = 2;
    expect(work).toHaveBeenCalledTimes(1);
  });

  test('an effect may set what another, or it itself, reads', () => {
    const a = signal(0);
    const b = signal(0);
    effect(() => {
      if (a.value < 3) a.value++;
    });
    effect(() => {
      b.value = a.value * 2;
    });
    expect([a.value, b.value]).toEqual([3, 6]);
    a.value = 1;
    expect([a.value, b.value]).toEqual([3, 6]);
  });

  test('one that throws does not stop the others for good', () => {
    const a = signal(1);
    effect(() => {
      if (a.value === 2) throw new Error('two');
    });
    const work = vi.fn(() => void a.value);
    effect(work);
    expect(() => {
      a.value = 2;
    }).toThrow('two');
    a.value = 3;
    expect(work.mock.calls.length).toBeGreaterThan(1);
  });
});

// What a line of the log holds of an error: where it was thrown, and no word of what it said.
import { afterEach, expect, test, vi } from 'vitest';
import { log } from '../../../functions/adapters/log.ts';

afterEach(() => vi.restoreAllMocks());

const lineOf = (error: unknown): string => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  log('ERROR', 'failed', { error });
  return write.mock.calls.join('');
};

test('[A13] a message is left out, also one that looks like a frame of the stack', () => {
  const said = 'geheim\n    at geheim (geheim:1:2)\n    at nogmaals geheim';
  const changed = new Error('eerst');
  changed.message = said;
  const odd = new Error(said);
  odd.stack = `Error: iets anders\n    at geheim\n${odd.stack}`;
  for (const error of [new Error(said), new TypeError(said), changed, odd, said, { message: said }]) {
    expect(lineOf(error)).not.toContain('geheim');
  }
  expect(lineOf(new Error(said))).toMatch(/"name":"Error","frames":\["at .*log\.test\.ts/);
  expect(lineOf(new Error())).toMatch(/log\.test\.ts/);
});

test('is one line, whatever is in it', () => {
  const line = lineOf(new Error('a\nb'));
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toMatchObject({ level: 'ERROR', message: 'failed', error: { name: 'Error' } });
});

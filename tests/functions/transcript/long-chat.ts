// Run by load.test.ts in a process of its own: makes the PDF of a very long chat and tells what that took.
import { render } from '../../../functions/transcript/render.ts';
import { peakMemory } from '../../support/peak-memory.ts';
import { createStopwatch } from '../../support/stopwatch.ts';
import { aLog, aSubject, fonts } from './chats.ts';

const MESSAGES = 10_000;
const LENGTH = 200;

const alphabets: Readonly<Record<string, string[]>> = {
  latin: Array.from('abcdefghijklmnopqrstuvwxyzéëïç'),
  arabic: Array.from('ابتثجحخدذرزسشصضطظعغفقكلمنهوي'),
  emoji: ['👍', '😀', '👨‍👩‍👧', '日', '本', 'a', '❤️'],
};

/** The same on every run: a linear congruential generator (Numerical Recipes). */
let seed = 1;
const roll = (sides: number): number => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
  return Math.floor((seed / 2 ** 32) * sides);
};

const alphabet = alphabets[process.argv[2] ?? ''] ?? [];
const vocabulary = Array.from({ length: 5000 }, () =>
  Array.from({ length: 2 + roll(8) }, () => alphabet[roll(alphabet.length)]).join(''),
);
const log = aLog().started('Jan');
for (let count = 0; count < MESSAGES; count++) {
  let text = '';
  while (text.length < LENGTH) text += `${vocabulary[roll(vocabulary.length)]} `;
  log.says(count % 2 === 0 ? 'customer' : 'agent', 'Jan', text.slice(0, LENGTH));
}

const watch = createStopwatch();
const bytes = await watch.time(() => render({ ...aSubject(log.entries), fonts }));
process.stdout.write(
  JSON.stringify({
    took: watch.slowest(),
    bytes: bytes.length,
    memory: peakMemory(),
  }),
);

// Names that nobody can guess: 128 random bits for what is asked for by name, 256 for what opens a door.
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { createContext } from '../../functions/adapters/context.ts';
import { ChatId, Cid, UserId } from '../../shared/model.ts';

const { newId } = createContextOf('table');

function createContextOf(table: string) {
  process.env.TABLE_NAME = table;
  process.env.AWS_REGION = 'eu-west-1';
  return createContext();
}

it('an id is 128 bits, all of them random', () => {
  const ids = Array.from({ length: 2000 }, () => Buffer.from(newId(), 'base64url'));
  expect(new Set(ids.map(String)).size).toBe(ids.length);
  for (let bit = 0; bit < 128; bit++) {
    const ones = ids.filter((id) => ((id[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
    // Six standard deviations of 2000 throws of a coin: once in 500 million.
    expect([bit, Math.abs(ones - 1000) < 135]).toEqual([bit, true]);
  }
  expect(new Set(ids.map(({ length }) => length))).toEqual(new Set([16]));
});

it.each([
  ['a chat', ChatId],
  ['a person', UserId],
  ['a message', Cid],
])('%s is named by nothing shorter or longer', (_, schema) => {
  expect(v.is(schema, newId())).toBe(true);
  for (const other of ['', '1', newId().slice(1), `${newId()}A`, `${newId().slice(1)}!`])
    expect(v.is(schema, other)).toBe(false);
});

it('no function takes chance from anywhere but the cryptographic source', async () => {
  const root = `${import.meta.dirname}/../..`;
  const files = globSync('{functions,shared}/**/*.ts', { cwd: root });
  const weak = await Promise.all(
    files.map(async (file) =>
      (await readFile(`${root}/${file}`, 'utf8')).includes('Math.random') ? [file] : [],
    ),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(weak.flat()).toEqual([]);
});

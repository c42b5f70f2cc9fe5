// How the log becomes lines to draw: groups of bubbles, notes, days, each with a key that stays.
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { Entry } from '../../../shared/model.ts';
import type { Outgoing } from '../../../web/connection/types.ts';
import { type Bubble, type Line, makeLines, makeRows } from '../../../web/widget/model/lines.ts';

const noon = new Date(2026, 2, 3, 12).getTime();
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const id = (letter: string) => letter.repeat(22);
const customer = { role: 'customer', id: id('c'), name: 'Jan' };
const anna = { role: 'agent', id: id('a'), name: 'Anna' };
const bram = { role: 'agent', id: id('b'), name: 'Bram' };

const cidOf = (seq: number) => String(seq).padStart(22, 'x');
const anEntry = (entry: object): Entry => v.parse(Entry, entry);
const said = (seq: number, author: object, at = noon + seq * SECOND) =>
  anEntry({ seq, at, kind: 'message', cid: cidOf(seq), author, text: `text ${seq}` });
const underWay = (seq: number, state: Outgoing['state'] = 'sending'): Outgoing => {
  const message = said(seq, customer);
  if (message.kind !== 'message') throw new Error('a message was asked for');
  return { cid: message.cid, text: message.text, at: message.at, state };
};

const bubbles = (lines: readonly Line[]): readonly Bubble[] => lines.filter((line) => line.kind === 'bubble');
/** `(` and `)` are the ends of a group. */
const groups = (lines: readonly Line[]): string =>
  bubbles(lines)
    .map(({ first, last, author }) => `${first ? '(' : ''}${author?.name[0] ?? 'o'}${last ? ')' : ''}`)
    .join('');

describe('the log as lines', () => {
  test('messages of one author stand together until another speaks', () => {
    const entries = [said(1, customer), said(2, customer), said(3, anna), said(4, anna), said(5, bram)];
    expect(groups(makeLines(entries))).toBe('(JJ)(AA)(B)');
  });

  test('a silence starts a new group, so every group has the time it was said', () => {
    const entries = [
      said(1, anna, noon),
      said(2, anna, noon + 4 * MINUTE),
      said(3, anna, noon + 10 * MINUTE),
    ];
    expect(groups(makeLines(entries))).toBe('(AA)(A)');
  });

  test('a note of who came or went parts a group', () => {
    const joined = anEntry({
      seq: 2,
      at: noon,
      kind: 'joined',
      cid: cidOf(2),
      agent: { id: bram.id, name: 'Bram' },
    });
    expect(groups(makeLines([said(1, anna), joined, said(3, anna)]))).toBe('(A)(A)');
  });

  test('[S9] the welcome is said by the helpdesk, and no empty one is shown', () => {
    const started = (welcome: string) =>
      anEntry({ seq: 1, at: noon, kind: 'started', nickname: 'Jan', welcome });
    expect(bubbles(makeLines([started('Welkom')]))).toMatchObject([{ text: 'Welkom', own: false }]);
    expect(makeLines([started('')])).toEqual([]);
  });

  test('[S24] own messages under way stand at the end, in the group of those that arrived', () => {
    const lines = bubbles(makeLines([said(1, customer), underWay(2), underWay(3, 'failed')]));
    expect(lines.map(({ delivery }) => delivery)).toEqual(['stored', 'sending', 'failed']);
    expect(lines.map(({ first }) => first)).toEqual([true, false, false]);
  });

  test('[S24] a message keeps its key when it is stored, and is never shown twice', () => {
    const before = bubbles(makeLines([underWay(1)]));
    const after = bubbles(makeLines(makeRows([said(1, customer)], [underWay(1)])));
    expect(after).toHaveLength(1);
    expect(after[0]?.key).toBe(before[0]?.key);
    expect(after[0]?.delivery).toBe('stored');
  });

  test('every day begins with its date', () => {
    const nextDay = new Date(2026, 2, 4, 0, 0, 1).getTime();
    const lines = makeLines([said(1, anna), said(2, anna, nextDay)]);
    expect(lines.map(({ kind }) => kind)).toEqual(['day', 'bubble', 'day', 'bubble']);
    expect(groups(lines)).toBe('(A)(A)');
  });

  test('keys are unique, also when clocks disagree around midnight', () => {
    const nextDay = new Date(2026, 2, 4, 0, 0, 1).getTime();
    const lines = makeLines([said(1, anna, noon), said(2, anna, nextDay), said(3, anna, noon), underWay(4)]);
    const keys = lines.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

// How far a conversation is for the helpdesk: who waits since when, what is read.
import { describe, expect, test } from 'vitest';
import {
  countUnread,
  findLastLine,
  findReadUpTo,
  findWaitingSince,
} from '../../../../web/console/state/chat-progress.ts';
import { aCid, aConversation, anna, bram } from '../../../support/builders.ts';

const joined = (seq: number) =>
  ({ kind: 'joined', seq, at: seq, cid: aCid(`j${seq}`), agent: anna }) as const;

describe('[S26] a customer waits', () => {
  test('since the first thing that no agent answered', () => {
    const said = aConversation('Jan', [
      ['klant', 'Hallo'],
      [anna, 'Dag'],
      ['klant', 'Een vraag'],
      ['klant', 'En nog een'],
    ]);
    expect(findWaitingSince(said)).toBe(said[3]?.at);
  });

  test('no more once an agent answered, whoever that is', () => {
    expect(
      findWaitingSince(
        aConversation('Jan', [
          ['klant', 'Hallo'],
          [bram, 'Dag'],
        ]),
      ),
    ).toBeUndefined();
  });

  test('also when an agent joined and said nothing, and not before anything was asked', () => {
    const said = aConversation('Jan', [['klant', 'Hallo']]);
    expect(findWaitingSince([...said, joined(3)])).toBe(said[1]?.at);
    expect(findWaitingSince(said.slice(0, 1))).toBeUndefined();
    expect(findWaitingSince([])).toBeUndefined();
  });
});

test('the last line is the last message, whatever happened since', () => {
  const said = aConversation('Jan', [['klant', 'Hallo']]);
  expect(findLastLine([...said, joined(3)], anna.id)).toEqual({
    text: 'Hallo',
    author: 'Jan',
    isMine: false,
  });
  expect(findLastLine(aConversation('Jan', [[anna, 'Dag']]), anna.id)?.isMine).toBe(true);
  expect(findLastLine([], anna.id)).toBeUndefined();
});

describe('[S84] what is read', () => {
  const said = aConversation('Jan', [
    ['klant', 'Hallo'],
    [anna, 'Dag'],
    ['klant', 'Een vraag'],
  ]);

  test('is what this tab saw, and on a new device all before the last thing the agent said there', () => {
    expect(findReadUpTo(said, { me: anna.id, seen: 4 })).toBe(4);
    expect(findReadUpTo(said, { me: anna.id, seen: 0 })).toBe(3);
    expect(findReadUpTo(said, { me: bram.id, seen: 0 })).toBe(0);
    expect(findReadUpTo([...said, joined(5)], { me: anna.id, seen: 0 })).toBe(5);
  });

  test('leaves the messages of others behind it', () => {
    expect(countUnread(said, { me: anna.id, readUpTo: 3 })).toBe(1);
    expect(countUnread(said, { me: anna.id, readUpTo: 0 })).toBe(2);
  });
});

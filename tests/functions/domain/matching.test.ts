// Searching tickets and chats: both fold as the standard texts do, so that one word finds it everywhere.
import { describe, expect, test } from 'vitest';
import { findMessage } from '../../../functions/domain/search.ts';
import { createMatcher } from '../../../functions/domain/ticket.ts';
import type { Entry } from '../../../shared/model.ts';

describe.each([
  ['Foto’s', "foto's"],
  ["foto's", 'Foto’s'],
  ['Wi‑Fi doet het niet', 'wi-fi'],
  ['e–mail', 'e-mail'],
  ['“offerte”', '"offerte"'],
  ['zacht\u00adkoppel', 'zachtkoppel'],
  ['\u2068Jörg\u2069 Weiß', 'weiss'],
  ['Łódź', 'lodz'],
  ['Ａｎｎａ', 'anna'],
])('%j by %j', (written, typed) => {
  test('a ticket', () => {
    expect(createMatcher(typed)(written)).toBe(true);
  });

  test('a chat', () => {
    const entry = { kind: 'message', seq: 2, at: 0, text: written } as unknown as Entry;
    expect(findMessage([entry], typed)).toBe(entry);
  });
});

// What somebody types and has not sent: over reloads, in two tabs at once, with and without the browser's storage.
import { describe, expect, test } from 'vitest';
import type { Cid } from '../../../shared/model.ts';
import { createDraft, DRAFTS } from '../../../web/ui/draft.ts';
import { aFullStorage, aStorage } from '../connection/support/storage.ts';

let made = 0;
const newCid = () => `cid-${++made}` as Cid;
const key = `${DRAFTS}jan:new`;

describe('two tabs of one browser', () => {
  const openTabs = () => {
    const browser = aStorage();
    const [one, other] = [aStorage(), aStorage()];
    return {
      browser,
      one: () => createDraft({ tab: one, browser }, key, newCid),
      other: () => createDraft({ tab: other, browser }, key, newCid),
    };
  };

  test('each keep what was typed in them, whatever is sent in the other', () => {
    const { one, other } = openTabs();
    const [first, second] = [one(), other()];
    first.save({ text: 'A' });
    second.save({ text: 'B' });
    second.drop();
    expect(one().read()).toEqual({ text: 'A' });
    expect(other().read()).toEqual({});
  });

  test('what was typed last is there for a new tab, until it is sent', () => {
    const { browser, one, other } = openTabs();
    one().save({ text: 'A' });
    const draft = other();
    expect(draft.read()).toEqual({ text: 'A' });
    draft.drop();
    expect(Object.keys(browser)).toEqual([]);
  });

  test('what another tab typed since is not thrown away with what was sent here', () => {
    const { one, other } = openTabs();
    const sent = one();
    sent.save({ text: 'A' });
    other().save({ text: 'A and more' });
    sent.drop();
    expect(other().read()).toEqual({ text: 'A and more' });
    expect(createDraft({ tab: aStorage() }, key, newCid).read()).toEqual({});
  });
});

test('the same fields go under the same id, also after a reload; other fields under another', () => {
  const tab = aStorage();
  const draft = createDraft({ tab }, key, newCid);
  const cid = draft.cidFor({ text: 'A' });
  expect(draft.cidFor({ text: 'A' })).toBe(cid);
  expect(createDraft({ tab }, key, newCid).cidFor({ text: 'A' })).toBe(cid);
  expect(draft.cidFor({ text: 'A.' })).not.toBe(cid);
});

test('a full storage loses nothing while the page is open', () => {
  const draft = createDraft({ tab: aFullStorage(), browser: aFullStorage() }, key, newCid);
  draft.save({ text: 'A' });
  expect(draft.read()).toEqual({ text: 'A' });
  const cid = draft.cidFor({ text: 'A' });
  expect(draft.cidFor({ text: 'A' })).toBe(cid);
  draft.drop();
  expect(draft.read()).toEqual({});
});

// Standard texts: found while typing, in their groups and order, with the names filled in.
import { expect, test } from 'vitest';
import { fillIn } from '../../../../web/console/chat/fill-in.ts';
import {
  aNewText,
  findTextChange,
  findTexts,
  findWrongField,
  rebaseText,
  toDraft,
} from '../../../../web/console/state/find-texts.ts';
import { aText } from '../../../support/builders.ts';

const names = { klant: 'Jan', medewerker: 'Anna' };
const texts = [
  aText('Tot ziens', { category: 'Einde', order: 9, text: 'Fijne dag {klant}' }),
  aText('Groet', { order: 2 }),
  aText('Één moment', { order: 1, text: 'Ik kijk het na.' }),
];
const found = (query?: string) =>
  findTexts(texts, query).map(({ category, texts }) => [category, ...texts.map(({ title }) => title)]);

test('[S12] {klant} and {medewerker} become the names, whatever is in the names', () => {
  expect(fillIn('Dag {klant}, met {Medewerker}. {klant}?', names)).toBe('Dag Jan, met Anna. Jan?');
  expect(fillIn('Dag {klant}', { ...names, klant: '$& {medewerker}' })).toBe('Dag $& {medewerker}');
  expect(fillIn('{naam} {', names)).toBe('{naam} {');
});

test('[S12] lists by category, in order', () => {
  expect(found()).toEqual([
    ['Begin', 'Één moment', 'Groet'],
    ['Einde', 'Tot ziens'],
  ]);
});

test('[S12] finds every word, in title, category and text, whatever the accents and capitals', () => {
  expect(found('EEN')).toEqual([['Begin', 'Één moment']]);
  expect(found('dag einde')).toEqual([['Einde', 'Tot ziens']]);
  expect(found('helpdesk')).toEqual([['Begin', 'Groet']]);
  expect(found('fax')).toEqual([]);
});

test('a new text comes last; a changed one keeps its id', () => {
  expect(aNewText(texts)).toEqual({ title: '', text: '', category: '', order: '10' });
  expect(aNewText([])).toMatchObject({ order: '1' });
  expect(toDraft(aText('Groet'))).toMatchObject({ textId: 'text-Groet', order: '1' });
});

test('names the first field that cannot be saved', () => {
  const draft = toDraft(aText('Groet'));
  expect(findWrongField(draft)).toBeUndefined();
  expect(findWrongField({ ...draft, title: ' ' })).toBe('title');
  expect(findWrongField({ ...draft, order: '1,5' })).toBe('order');
  expect(findWrongField({ ...draft, text: '\n' })).toBe('text');
  expect(findWrongField({ ...draft, text: 'x'.repeat(4001) })).toBe('text');
});

test('[S12] what a colleague did to the text meanwhile is seen, and saving goes over it or makes a new one', () => {
  const stored = { ...aText('Groet'), rev: 3 };
  const draft = { ...toDraft(stored), text: 'Dag!' };
  const known = (...now: (typeof stored)[]) => new Map(now.map((text) => [text.id, text]));
  expect(findTextChange(draft, undefined)).toBeUndefined();
  expect(findTextChange(draft, known(stored))).toBeUndefined();
  expect(findTextChange(aNewText([]), known())).toBeUndefined();
  const changed = findTextChange(draft, known({ ...stored, rev: 4, text: 'Goedendag' }));
  expect(changed).toMatchObject({ kind: 'changed', to: { text: 'Goedendag' } });
  expect(rebaseText(draft, changed)).toEqual({ ...draft, rev: 4 });
  const deleted = findTextChange(draft, known());
  expect(deleted).toEqual({ kind: 'deleted' });
  expect(rebaseText(draft, deleted)).toEqual({
    title: 'Groet',
    text: 'Dag!',
    category: draft.category,
    order: draft.order,
  });
  expect(rebaseText(draft, undefined)).toEqual(draft);
});

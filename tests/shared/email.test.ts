// E-mail addresses as people paste them: what comes along is taken off, and what is none is refused.
import { describe, expect, test } from 'vitest';
import { cleanEmail, isEmail } from '../../shared/rules.ts';

describe('an address', () => {
  test.each([
    ['jan@x.nl,', 'jan@x.nl'],
    ['<jan@x.nl>', 'jan@x.nl'],
    ['<jan@x.nl>;', 'jan@x.nl'],
    ['mailto:jan@x.nl', 'jan@x.nl'],
    ['<mailto:jan@x.nl>', 'jan@x.nl'],
    ['jan\u200b@x.nl', 'jan@x.nl'],
    ['\u202ajan@x.nl\u202c', 'jan@x.nl'],
    [' jan@x.nl ', 'jan@x.nl'],
    ['jan@straße.de', 'jan@straße.de'],
    ['jan+helpdesk@müller.de', 'jan+helpdesk@müller.de'],
  ])('%j is %s', (typed, stored) => {
    expect(isEmail(typed)).toBe(true);
    expect(cleanEmail(typed)).toBe(stored);
    expect(cleanEmail(stored)).toBe(stored);
  });

  test.each([
    'jan@x.nl;piet',
    'jan@x.nl;piet@y.nl',
    'jan.@x.nl',
    'jan@x',
    'jan@.nl',
    'jan @x.nl',
    '@x.nl',
    'jan',
    '',
  ])('%j is none', (typed) => {
    expect(isEmail(typed)).toBe(false);
  });
});

// What may become of a person's second factors, as decisions: no table, no cryptography.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashRecoveryCode, newRecoveryCodes } from '../../../functions/auth/recovery-codes.ts';
import { newTotpSecret, stepOfCode, totpUri } from '../../../functions/auth/totp.ts';
import {
  addPasskey,
  type Factors,
  hasFactor,
  NO_FACTORS,
  type Passkey,
  removeFactor,
  usePasskey,
  useRecoveryCode,
  useStep,
} from '../../../functions/domain/factors.ts';
import { PASSKEYS_MAX } from '../../../shared/rules.ts';
import { codeOf } from '../../support/factors.ts';

const aPasskey = (id: string): Passkey => ({
  id,
  name: id,
  credential: `of ${id}`,
  publicKey: '',
  counter: 0,
  addedAt: 0,
});
const withApp: Factors = {
  ...NO_FACTORS,
  totp: { sealed: '', addedAt: 0, lastStep: 0 },
  recovery: ['a', 'b'],
};

describe('[S127] the codes of an app', () => {
  it('are those of RFC 6238, for their step and a neighbour, however they are typed', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(codeOf(secret, 59_000)).toBe('287082');
    expect(stepOfCode(secret, ' 287 082 ', 59_000)).toBe(1);
    expect(stepOfCode(secret, '287082', 29_000)).toBe(1);
    expect(stepOfCode(secret, '287082', 89_000)).toBe(1);
    expect(stepOfCode(secret, '287082', 90_000)).toBeUndefined();
    for (const none of ['', '28708', '2870822', 'abcdef', '⁠287'])
      expect(stepOfCode(secret, none, 59_000)).toBeUndefined();
    expect(totpUri(newTotpSecret(), { login: 'anna', issuer: 'OfficeHeart' })).toMatch(
      /^otpauth:\/\/totp\/OfficeHeart:anna\?issuer=OfficeHeart&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/,
    );
  });

  it('count once each, in the order of their steps, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 40 }), (steps) => {
        let factors = withApp;
        const taken: number[] = [];
        for (const step of steps) {
          const next = useStep(factors, step);
          if ('ok' in next) {
            factors = next.ok;
            taken.push(step);
          }
        }
        expect(taken).toEqual([...new Set(taken)].toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('[S127] recovery codes', () => {
  it('are ten of 120 bits, and count once each', () => {
    const codes = newRecoveryCodes();
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    const factors = { ...withApp, recovery: codes.map(hashRecoveryCode) };
    const used = useRecoveryCode(factors, hashRecoveryCode(String(codes[3]).toLowerCase()));
    if (!('ok' in used)) throw new Error('refused');
    expect(used.ok.recovery).toHaveLength(9);
    expect(useRecoveryCode(used.ok, hashRecoveryCode(String(codes[3])))).toHaveProperty('error');
  });
});

describe('[S127] passkeys', () => {
  it.each([
    [0, 0, true],
    [0, 1, true],
    [5, 6, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
  ])('a counter that was %i and is %i: %s', (was, is, isRight) => {
    const factors = { ...NO_FACTORS, passkeys: [{ ...aPasskey('one'), counter: was }] };
    expect('ok' in usePasskey(factors, { id: 'one', counter: is, at: 1 })).toBe(isRight);
  });

  it('are ten at most, and none is there twice', () => {
    let factors: Factors = NO_FACTORS;
    for (let index = 0; index < PASSKEYS_MAX; index++) {
      const added = addPasskey(factors, aPasskey(String(index)));
      if ('ok' in added) factors = added.ok;
    }
    expect(factors.passkeys).toHaveLength(PASSKEYS_MAX);
    expect(addPasskey(factors, aPasskey('more'))).toEqual({ error: { code: 'too_many', max: PASSKEYS_MAX } });
    const one = { ...NO_FACTORS, passkeys: [aPasskey('one')] };
    expect(addPasskey(one, { ...aPasskey('other'), credential: 'of one' })).toHaveProperty('error');
  });
});

it('[S127] never leaves anybody without a factor where one is obligatory', () => {
  const ids = ['a', 'b', 'c'];
  fc.assert(
    fc.property(
      fc.subarray(ids),
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.constantFrom(...ids, undefined), { maxLength: 8 }),
      (passkeys, hasApp, obligatory, removals) => {
        let factors: Factors = {
          ...(hasApp ? withApp : NO_FACTORS),
          passkeys: passkeys.map(aPasskey),
          recovery: ['x'],
        };
        const had = hasFactor(factors);
        for (const passkey of removals) {
          const next = removeFactor(factors, { obligatory, ...(passkey && { passkey }) });
          if ('ok' in next) factors = next.ok;
        }
        if (obligatory) expect(hasFactor(factors)).toBe(had);
        if (had) expect(factors.recovery.length > 0).toBe(hasFactor(factors));
      },
    ),
  );
});

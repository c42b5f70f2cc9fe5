// Codes on paper, for whoever lost the device of the second factor. Each once; kept hashed. Independent of any account.
import { createHash, randomInt } from 'node:crypto';
import { RECOVERY_CODE_CHARACTERS, RECOVERY_CODES } from '../../shared/rules.ts';

/** Without those that look alike on paper: I, L, O and U (Crockford). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;

/** A new set, as it is shown: in groups of four. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newCode);

const newCode = (): string =>
  Array.from({ length: RECOVERY_CODE_CHARACTERS / GROUP }, () =>
    Array.from({ length: GROUP }, () => LETTERS.charAt(randomInt(LETTERS.length))).join(''),
  ).join('-');

/**
 * As it is kept: with 120 random bits in it a plain hash cannot be tried out.
 * @param code as it was typed: in any case, with dashes and spaces or without, and with letters that look alike.
 */
export const hashRecoveryCode = (code: string): string => {
  const plain = code
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(`recovery#${plain}`).digest('base64url');
};

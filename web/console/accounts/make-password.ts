// A password that a person can read out and type: no characters that look alike. Independent of any account.

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const LENGTH = 5;

/** 20 characters of 32 are 100 bits. @param fill such as crypto.getRandomValues. */
export const makePassword = (fill: (bytes: Uint8Array<ArrayBuffer>) => unknown): string => {
  const bytes = new Uint8Array(GROUPS * LENGTH);
  fill(bytes);
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return letters.match(new RegExp(`.{${LENGTH}}`, 'g'))?.join('-') ?? letters;
};

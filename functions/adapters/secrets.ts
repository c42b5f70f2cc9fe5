// Secrets that have to be read back, such as a provider's: sealed, so that whoever reads the table or a copy of it has nothing. What need not be read back is hashed instead.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Key } from '../store/db.ts';
import { env } from './env.ts';
import { createReadParameter } from './parameters.ts';

export interface Secrets {
  /** @param item where the result is to be stored: it opens nowhere else. */
  readonly seal: (item: Key, plain: string) => Promise<string>;
  /** @throws when it was not sealed for this item, was changed since, or its key is gone. */
  readonly open: (item: Key, sealed: string) => Promise<string>;
}

const CIPHER = 'aes-256-gcm';
/** Chosen at random, as NIST SP 800-38D (8.2.2) has it: good for some billions of secrets of one key. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORM = 'v1';

/**
 * @param turn of the key that seals from now on; those of before still open what they sealed.
 * @param readKey the key of a turn, 256 bits; asked once each, as long as it answers.
 */
export const createSecrets = (turn: string, readKey: (turn: string) => Promise<Buffer>): Secrets => {
  const keysByTurn = new Map<string, Promise<Buffer>>();
  const keyOf = (wanted: string): Promise<Buffer> => {
    const known = keysByTurn.get(wanted);
    if (known) return known;
    const asked = readKey(wanted);
    keysByTurn.set(wanted, asked);
    asked.catch(() => keysByTurn.delete(wanted));
    return asked;
  };
  return {
    async seal(item, plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, await keyOf(turn), iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(turn, item));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [FORM, turn, Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')].join('.');
    },
    async open(item, sealed) {
      const [, sealedIn, body] = /^v1\.([1-9]\d{0,5})\.([\w-]{38,})$/.exec(sealed) ?? [];
      if (!sealedIn || !body) throw new Error('this is no sealed secret');
      const bytes = Buffer.from(body, 'base64url');
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv(CIPHER, await keyOf(sealedIn), iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(sealedIn, item));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return plain.toString('utf8');
    },
  };
};

const boundTo = (turn: string, { pk, sk }: Key): Buffer => Buffer.from(JSON.stringify([FORM, turn, pk, sk]));

/** With the keys of this deployment; for a function that has `secrets` in infra/constructs/functions.ts. */
export const createDeploymentSecrets = (): Secrets => {
  const read = createReadParameter();
  return createSecrets(env('DATA_KEY_TURN'), async (turn) => {
    const key = Buffer.from(await read(`${env('DATA_KEYS')}/${turn}`), 'base64url');
    if (key.length !== 32) throw new Error(`the data key of turn ${turn} has not 256 bits`);
    return key;
  });
};

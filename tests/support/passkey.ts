// An authenticator in software: makes a passkey and signs with it as a browser would, for tests without one. ES256, no attestation.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const b64 = (bytes: Buffer) => bytes.toString('base64url');

/** As much of CBOR (RFC 8949) as a passkey is written in. */
const head = (major: number, value: number): Buffer =>
  value < 24
    ? Buffer.from([(major << 5) | value])
    : value < 256
      ? Buffer.from([(major << 5) | 24, value])
      : Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
const cbor = (value: unknown): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (!(value instanceof Map)) throw new Error('not needed for a passkey');
  return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)]);
};

export interface Place {
  readonly origin: string;
  readonly challenge: string;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;

const clientData = (type: string, { origin, challenge }: Place) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

const authenticatorData = (origin: string, flags: number, counter: number, more = Buffer.alloc(0)) => {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags]), count, more]);
};

const coseKey = (publicKey: KeyObject): Buffer => {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
};

export const createAuthenticator = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const named = { id: b64(id), rawId: b64(id), type: 'public-key' };
  let counter = 0;
  return {
    /** What `navigator.credentials.create` gives. */
    make(place: Place) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const credential = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const flags = USER_PRESENT | USER_VERIFIED | WITH_CREDENTIAL;
      const attestationObject = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authenticatorData(place.origin, flags, counter, credential)],
        ]),
      );
      return {
        ...named,
        response: {
          clientDataJSON: b64(clientData('webauthn.create', place)),
          attestationObject: b64(attestationObject),
          transports: ['internal'],
        },
      };
    },
    /** What `navigator.credentials.get` gives. @param at the counter it says; the next one, unless it is said. */
    prove(place: Place, at?: number) {
      counter = at ?? counter + 1;
      const data = authenticatorData(place.origin, USER_PRESENT | USER_VERIFIED, counter);
      const client = clientData('webauthn.get', place);
      return {
        ...named,
        response: {
          clientDataJSON: b64(client),
          authenticatorData: b64(data),
          signature: b64(sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)),
        },
      };
    },
  };
};

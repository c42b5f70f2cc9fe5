// The one thing a portal has to do for the chat: sign who is signed in. Node 20 or newer, nothing to install.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

// In earnest the private key lies with your secrets and stays the same; two public keys at once let you change it.
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const kid = randomUUID();

/** What the address of the keys answers (a JSON Web Key Set). */
export const keys = () => ({
  keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }],
});

/**
 * @param {{ id: string, name?: string, email?: string, groups?: string[], language?: string }} user
 * @param {{ issuer: string, chat: string }} names this portal, and the address of the chat.
 */
export const signChatToken = (user, { issuer, chat }) => {
  const now = Math.floor(Date.now() / 1000);
  const { id: sub, ...said } = user;
  const claims = { iss: issuer, aud: chat, sub, iat: now, exp: now + 120, jti: randomUUID(), ...said };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'ES256', kid })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(head), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${head}.${signature.toString('base64url')}`;
};

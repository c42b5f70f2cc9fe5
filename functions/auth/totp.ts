// Codes of an app (RFC 6238): six digits that change every 30 seconds. Independent of accounts and of the table.
import { Secret, TOTP } from 'otpauth';

const SECONDS = 30;
/** As many bits as RFC 4226 recommends; what apps know without being told is SHA-1, six digits, 30 seconds. */
const SECRET_BYTES = 20;

/** A new secret, in base32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

const totpOf = (secret: string, label: string, issuer: string): TOTP =>
  new TOTP({ secret: Secret.fromBase32(secret), label, issuer, period: SECONDS });

/** What a QR code for an app holds. */
export const totpUri = (secret: string, { login, issuer }: { login: string; issuer: string }): string =>
  totpOf(secret, login, issuer).toString();

/**
 * @param code as it was typed.
 * @param now milliseconds since 1970.
 * @returns the step of 30 seconds whose code it is, the one of now or a neighbour (clocks differ); `undefined` when it is none.
 */
export const stepOfCode = (secret: string, code: string, now: number): number | undefined => {
  const token = code.replace(/[^\d]/g, '');
  if (token.length !== 6) return undefined;
  const delta = totpOf(secret, '', '').validate({ token, window: 1, timestamp: now });
  return delta === null ? undefined : Math.floor(now / 1000 / SECONDS) + delta;
};

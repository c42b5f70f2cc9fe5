// Passkeys (WebAuthn) as a second factor: what a browser is asked with, and whether what came back is right. Independent of accounts and of the table.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { NewPasskey, PasskeyProof } from '../../shared/factor-routes.ts';
import { log } from '../adapters/log.ts';
import type { Account } from '../domain/account.ts';
import type { Passkey } from '../domain/factors.ts';

/** A page of the site, exactly; a passkey is made for its host and works on no other. */
interface Place {
  readonly origin: string;
}
const hostOf = ({ origin }: Place): string => new URL(origin).hostname;

/** The password was asked before: a key that is only touched is a second factor, and one with a fingerprint is no worse. */
const userVerification = 'preferred' as const;

type Known = Pick<Passkey, 'credential' | 'transports'>;

const idsOf = (passkeys: readonly Known[]) =>
  passkeys.map(({ credential, transports }) => ({ id: credential, transports: [...(transports ?? [])] }));

/** What the browser is to make a passkey with; its `challenge` is to be kept for the answer. */
export const optionsForNew = async (
  place: Place,
  { account, passkeys, product }: { account: Account; passkeys: readonly Known[]; product: string },
) =>
  generateRegistrationOptions({
    rpName: product,
    rpID: hostOf(place),
    userName: account.login,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.id)),
    // Which make of device it is nobody here decides on.
    attestationType: 'none',
    excludeCredentials: idsOf(passkeys),
    authenticatorSelection: { residentKey: 'preferred', userVerification },
  });

/** What the browser is to ask one of these passkeys with; its `challenge` is to be kept for the answer. */
export const optionsForProof = async (place: Place, passkeys: readonly Known[]) =>
  generateAuthenticationOptions({
    rpID: hostOf(place),
    allowCredentials: idsOf(passkeys),
    userVerification,
  });

/** The challenge that was signed, as the answer says; whether it was ever given is asked of the store. */
export const challengeIn = ({ response }: NewPasskey | PasskeyProof): string | undefined => {
  try {
    const { challenge } = Object(
      JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')),
    );
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
};

/** @returns what is to be kept of a new passkey; `undefined` when the answer is not right. */
export const checkNew = async (
  { origin }: Place,
  passkey: NewPasskey,
  challenge: string,
): Promise<Pick<Passkey, 'credential' | 'publicKey' | 'counter' | 'transports'> | undefined> => {
  const checked = await whether(() =>
    verifyRegistrationResponse({
      response: { ...passkey, clientExtensionResults: {} } as never,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostOf({ origin }),
      requireUserVerification: false,
    }),
  );
  if (!checked?.verified) return undefined;
  const { id, publicKey, counter, transports } = checked.registrationInfo.credential;
  return {
    credential: id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: transports && [...transports],
  };
};

/** @returns how often the passkey says it signed; `undefined` when the answer is not right. */
export const checkProof = async (
  { origin }: Place,
  proof: PasskeyProof,
  { challenge, passkey }: { challenge: string; passkey: Passkey },
): Promise<number | undefined> => {
  const checked = await whether(() =>
    verifyAuthenticationResponse({
      response: { ...proof, clientExtensionResults: {} } as never,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostOf({ origin }),
      credential: {
        id: passkey.credential,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
      requireUserVerification: false,
    }),
  );
  return checked?.verified ? checked.authenticationInfo.newCounter : undefined;
};

/** The library throws at everything that is not as it should be; what came in is nobody's bug. */
const whether = async <T>(check: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await check();
  } catch (error) {
    log('WARN', 'passkey refused', { error });
    return undefined;
  }
};

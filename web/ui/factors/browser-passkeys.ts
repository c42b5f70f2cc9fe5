// The browser's own passkeys: asking for one, and for an answer of one. The library's errors end here.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import type { NewPasskey, PasskeyProof } from '../../../shared/factor-routes.ts';

/** `cancelled`: by the person, or it took too long; a browser does not say which. `known`: the device has one for this account. */
export type PasskeyFault = 'cancelled' | 'known';
type Asked<T> = { readonly ok: T } | { readonly fault: PasskeyFault };

export const canUsePasskeys = (): boolean => browserSupportsWebAuthn();

const ask = async <T>(start: () => Promise<T>): Promise<Asked<T>> => {
  try {
    return { ok: await start() };
  } catch (error) {
    const isKnown =
      error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
    return { fault: isKnown ? 'known' : 'cancelled' };
  }
};

/** @param options as the server gave them. */
export const makePasskey = (options: Readonly<Record<string, unknown>>): Promise<Asked<NewPasskey>> =>
  ask(async () => {
    const { id, rawId, response } = await startRegistration({ optionsJSON: options as never });
    const { clientDataJSON, attestationObject, transports } = response;
    return { id, rawId, type: 'public-key', response: { clientDataJSON, attestationObject, transports } };
  });

/** @param options as the server gave them. */
export const askPasskey = (options: Readonly<Record<string, unknown>>): Promise<Asked<PasskeyProof>> =>
  ask(async () => {
    const { id, rawId, response } = await startAuthentication({ optionsJSON: options as never });
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    return {
      id,
      rawId,
      type: 'public-key',
      response: { clientDataJSON, authenticatorData, signature, userHandle },
    };
  });

// Whether somebody showed a second factor: one code, or one answer of a passkey, each once. For signing in and for showing again who sits there.
import { type Result, refuse } from '../../../shared/errors.ts';
import type { FactorProof } from '../../../shared/factor-routes.ts';
import type { Context } from '../../adapters/context.ts';
import type { Secrets } from '../../adapters/secrets.ts';
import { challengeIn, checkProof } from '../../auth/passkeys.ts';
import { hashRecoveryCode } from '../../auth/recovery-codes.ts';
import { stepOfCode } from '../../auth/totp.ts';
import { type Factors, usePasskey, useRecoveryCode, useStep } from '../../domain/factors.ts';
import { type Purpose, takeChallenge } from '../../store/factors.ts';
import { factorsKey } from '../../store/keys.ts';

export interface ProveContext extends Pick<Context, 'db' | 'now'> {
  readonly secrets: Secrets;
}

export interface Asking {
  readonly user: string;
  readonly purpose: Extract<Purpose, 'sign-in' | 'proof'>;
  /** The session or the half of one that a challenge was made for. */
  readonly of: string;
  readonly origin: string;
}

/** Takes a challenge out of the store, so that its answer counts once; to be asked before `use`, and once. */
export const takeProof = async (
  { db, now }: Pick<Context, 'db' | 'now'>,
  proof: FactorProof,
  { user, purpose, of }: Asking,
): Promise<boolean> => {
  if (proof.kind !== 'passkey') return true;
  const challenge = challengeIn(proof.passkey);
  return challenge !== undefined && takeChallenge(db, { user, challenge, purpose, of }, now());
};

/** What becomes of the factors when this proof is used, or why it is none. */
export const useProof = async (
  context: ProveContext,
  factors: Factors,
  proof: FactorProof,
  asking: Asking,
): Promise<Result<Factors>> => {
  switch (proof.kind) {
    case 'totp':
      return useStep(factors, await stepOf(context, factors, proof.code, asking.user));
    case 'recovery':
      return useRecoveryCode(factors, hashRecoveryCode(proof.code));
    case 'passkey':
      return useAnswer(context, factors, proof.passkey, asking.origin);
    default:
      return proof satisfies never;
  }
};

const stepOf = async (
  { secrets, now }: ProveContext,
  { totp }: Factors,
  code: string,
  user: string,
): Promise<number | undefined> =>
  totp && stepOfCode(await secrets.open(factorsKey(user), totp.sealed), code, now());

const useAnswer = async (
  { now }: ProveContext,
  factors: Factors,
  proof: Extract<FactorProof, { kind: 'passkey' }>['passkey'],
  origin: string,
): Promise<Result<Factors>> => {
  const passkey = factors.passkeys.find(({ credential }) => credential === proof.id);
  const challenge = challengeIn(proof);
  if (!passkey || challenge === undefined) return refuse({ code: 'wrong_passkey' });
  const counter = await checkProof({ origin }, proof, { challenge, passkey });
  return counter === undefined
    ? refuse({ code: 'wrong_passkey' })
    : usePasskey(factors, { id: passkey.id, counter, at: now() });
};

// Who signs tokens for the chat on another company's page: what may be set up, and who may show it where. Pure.
import * as v from 'valibot';
import type { IssuerView } from '../../shared/embed-routes.ts';
import { ISSUER_MAX, originOf } from '../../shared/embedding.ts';
import { type Result, refuse } from '../../shared/errors.ts';
import { NAME_MAX } from '../../shared/rules.ts';
import { parseName } from './names.ts';

/** A public key as RFC 7517 writes it, with nothing of a private one. */
export const PublicKey = v.variant('kty', [
  v.object({ kty: v.literal('RSA'), n: v.string(), e: v.string(), ...keyNames() }),
  v.object({ kty: v.literal('EC'), crv: v.literal('P-256'), x: v.string(), y: v.string(), ...keyNames() }),
  v.object({ kty: v.literal('OKP'), crv: v.literal('Ed25519'), x: v.string(), ...keyNames() }),
]);
export type PublicKey = v.InferOutput<typeof PublicKey>;

function keyNames() {
  return {
    kid: v.optional(v.string()),
    alg: v.optional(v.string()),
    use: v.optional(v.string()),
  };
}

export const Issuer = v.object({
  id: v.string(),
  name: v.string(),
  /** As it stands in `iss`, to the letter. */
  issuer: v.string(),
  /** Where its keys are; without one they are `keys`. */
  keysAddress: v.optional(v.string()),
  keys: v.array(PublicKey),
  origins: v.array(v.string()),
  everyone: v.array(v.string()),
  groups: v.array(v.object({ said: v.string(), group: v.string() })),
  rev: v.number(),
});
export type Issuer = v.InferOutput<typeof Issuer>;

/** @param everywhere pages that the deployment names for every issuer. */
export const mayShow = (issuer: Issuer, page: string, everywhere: readonly string[]): boolean =>
  issuer.origins.includes(page) || everywhere.includes(page);

/** The groups of somebody of whom this is said, each once; a name that nobody mapped gives nothing. */
export const groupsOf = (
  { everyone, groups }: Pick<Issuer, 'everyone' | 'groups'>,
  said: readonly string[],
): string[] => [
  ...new Set([
    ...everyone,
    ...groups.filter((mapped) => said.includes(mapped.said)).map(({ group }) => group),
  ]),
];

type Typed = Omit<IssuerView, 'id' | 'rev'>;

/**
 * What was typed as it is stored; the first field that cannot be is refused by its name.
 * @param pasted the keys in `keysText`; nothing when there is something else in it.
 */
export const cleanIssuer = (
  typed: Typed,
  pasted: readonly PublicKey[] | undefined,
): Result<Omit<Issuer, 'id' | 'rev'>> => {
  const wrong = (path: string) => refuse({ code: 'bad_request', path } as const);
  const name = parseName(typed.name, NAME_MAX, 'name');
  if ('error' in name) return name;
  const issuer = typed.issuer.trim();
  const keysAddress = typed.keysAddress.trim();
  const origins = typed.origins.map((text) => originOf(text));
  if (name.ok === '') return wrong('name');
  if (issuer === '' || issuer.length > ISSUER_MAX) return wrong('issuer');
  if (keysAddress !== '' && !isKeysAddress(keysAddress)) return wrong('keysAddress');
  if (keysAddress !== '' && typed.keysText.trim() !== '') return wrong('keysText');
  const keys = keysAddress === '' ? pasted : [];
  if (!keys) return wrong('keysText');
  if (origins.some((origin) => origin === undefined)) return wrong('origins');
  return {
    ok: {
      name: name.ok,
      issuer,
      ...(keysAddress !== '' && { keysAddress }),
      keys: [...keys],
      origins: [...new Set(origins.filter((origin) => origin !== undefined))],
      everyone: [...new Set(typed.everyone)],
      groups: typed.groups.flatMap(({ said, group }) => {
        const cleaned = said.normalize('NFC').trim();
        return cleaned === '' ? [] : [{ said: cleaned, group }];
      }),
    },
  };
};

/** Whether it can be one at all; where it leads is looked at each time it is asked (functions/adapters/ask-outside.ts). */
const isKeysAddress = (text: string): boolean =>
  /^(https:\/\/[^\s/?#@\\]+|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)([/?][^\s#]*)?$/i.test(text);

/** As administrators see it. */
export const toIssuerView = ({ keys, keysAddress = '', ...issuer }: Issuer): IssuerView => ({
  ...issuer,
  keysAddress,
  keysText: keys.length === 0 ? '' : JSON.stringify({ keys }, null, 2),
});

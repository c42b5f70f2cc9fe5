// What is wrong with a token that an administrator pasted, by the name of the rule. Uses nothing up and tells of keys nothing.
import type { TokenReport } from '../../../shared/embed-routes.ts';
import { log } from '../../adapters/log.ts';
import { readToken } from '../../auth/token-signature.ts';
import { groupsOf } from '../../domain/issuer.ts';
import { readPerson } from '../../domain/portal-token.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { listGroups } from '../../store/accounts.ts';
import { readIssuer } from '../../store/issuers.ts';
import { issuerIdOf } from '../../store/keys.ts';
import { deployedHost, type EmbedMeans, verify } from './means.ts';

export const createTokenCheck =
  ({ keySets }: EmbedMeans): RouteHandler<'POST /api/tokens/check'> =>
  async ({ token }, { context }) => {
    const { db, now } = context;
    const given = token.trim();
    const read = readToken(given);
    if (!read) return { ok: { fault: 'format', cuts: [], groups: [] } };
    const { claims } = read;
    const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 300) : undefined);
    const [said] = [claims.aud].flat();
    // Where the deployment names no host, every address may be the chat's: the page shows which it is for.
    const host = deployedHost() ?? text(said)?.replace(/^https?:\/\//, '') ?? '';
    const verdict = await verify(given, { db, now, host, keySets });
    const issuer = text(claims.iss) ? await readIssuer(db, issuerIdOf(String(claims.iss))) : undefined;
    const person = readPerson(claims);
    const mapped = issuer ? groupsOf(issuer, person.groups) : [];
    const groups = (await listGroups(db)).filter(({ id }) => mapped.includes(id)).map(({ name }) => name);
    const report: TokenReport = {
      ...('fault' in verdict && { fault: verdict.fault }),
      cuts: [...person.cuts],
      issuer: text(claims.iss),
      audience: text(said),
      subject: text(claims.sub),
      name: person.name,
      email: person.email,
      groups,
    };
    log('INFO', 'token looked at', { action: 'embed', code: report.fault });
    return { ok: report };
  };

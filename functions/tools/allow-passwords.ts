// The way back in where a provider does not let anybody in: passwords count again. npm run allow-passwords -- --table NAME [--site console|portal]
import { randomBytes, randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { UserId } from '../../shared/model.ts';
import { Site } from '../domain/account.ts';
import { auditLine } from '../store/audit.ts';
import { createDb, type Db } from '../store/db.ts';
import { readProvider, writeProvider } from '../store/providers.ts';

/** Who did it, in the log for administrators: nobody who is signed in. */
const COMMAND = { id: v.parse(UserId, 'command-line----------'), name: 'npm run allow-passwords' };

const random = (): number => randomInt(2 ** 32) / 2 ** 32;

/** @returns what was done, in words for a terminal. @throws when it was not. */
export const allowPasswords = async (db: Db, site: Site, now: number): Promise<string> => {
  const before = await readProvider(db, site);
  if (!before?.passwordsOff) return `Passwords count at the ${site} already.`;
  const line = auditLine(
    {
      at: now,
      who: COMMAND,
      action: 'provider_saved',
      about: before.name,
      changes: [{ name: 'passwordsOff', from: 'true', to: 'false' }],
    },
    randomBytes(16).toString('base64url'),
  );
  const saved = await writeProvider(db, random, { ...before, passwordsOff: false }, [line]);
  if (!saved) throw new Error('somebody else changed the provider meanwhile; run it again');
  return `From now on passwords count at the ${site} again. It is in the log.`;
};

const USAGE = 'Usage: npm run allow-passwords -- --table NAME [--site console|portal]';

const Options = v.strictObject({
  table: v.pipe(v.string(), v.minLength(1)),
  site: v.optional(Site, 'console'),
});

/** @returns the exit code; whatever went wrong is one line on the terminal. */
export const main = async (args: readonly string[]): Promise<number> => {
  const { values } = parseArgs({
    args: [...args],
    options: { table: { type: 'string' }, site: { type: 'string' } },
    strict: false,
  });
  const given = v.safeParse(Options, values);
  if (!given.success) return say(USAGE, 2);
  const { table, site } = given.output;
  try {
    return say(
      await allowPasswords(createDb({ client: new DynamoDBClient({}), table }), site, Date.now()),
      0,
    );
  } catch (error) {
    return say(`Table ${table} cannot be used: ${error instanceof Error ? error.message : error}`, 1);
  }
};

const say = (text: string, code: number): number => {
  process.stderr.write(`${text}\n`);
  return code;
};

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

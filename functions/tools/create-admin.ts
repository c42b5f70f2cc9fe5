// Makes the first administrator of a deployment: npm run create-admin -- --table NAME --login L --name N
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { UserId } from '../../shared/model.ts';
import { ADMIN_PASSWORD_MIN, isPasswordTooShort } from '../../shared/rules.ts';
import { hashPassword } from '../auth/password.ts';
import { normaliseLogin } from '../domain/account.ts';
import { addAccount } from '../store/accounts.ts';
import { createDb, type Db } from '../store/db.ts';

export interface NewAdmin {
  readonly login: string;
  readonly name: string;
  readonly password: string;
}

/** @returns what is wrong, in words for a terminal, or `undefined` when the account was made. */
export const createAdmin = async (
  db: Db,
  { login, name, password }: NewAdmin,
): Promise<string | undefined> => {
  if (normaliseLogin(login) === '') return 'The login is empty.';
  if (name.trim() === '') return 'The name is empty.';
  if (isPasswordTooShort(password, ADMIN_PASSWORD_MIN)) {
    return `The password needs at least ${ADMIN_PASSWORD_MIN} characters.`;
  }
  const isNew = await addAccount(db, {
    id: v.parse(UserId, randomBytes(16).toString('base64url')),
    role: 'agent',
    login: normaliseLogin(login),
    name: name.trim(),
    permissions: ['helpdesk', 'manage', 'administer'],
    blocked: false,
    password: await hashPassword(password),
  });
  return isNew ? undefined : `The login ${login} is taken.`;
};

const USAGE = 'Usage: npm run create-admin -- --table NAME --login LOGIN --name "FULL NAME"';

/** @returns the exit code; whatever went wrong is one line on the terminal. */
export const main = async (args: readonly string[]): Promise<number> => {
  const given = readOptions(args);
  if (!given) return say(USAGE, 2);
  const { table, login, name } = given;
  try {
    const db = createDb({ client: new DynamoDBClient({}), table });
    const fault = await createAdmin(db, { login, name, password: await readPassword() });
    return fault ? say(fault, 1) : say(`Administrator ${login} was made.`, 0);
  } catch (error) {
    return say(`Table ${table} cannot be used: ${error instanceof Error ? error.message : error}`, 1);
  }
};

const readOptions = (args: readonly string[]) => {
  const option = { type: 'string', default: '' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { table: option, login: option, name: option },
    strict: false,
  });
  const options = v.safeParse(Options, values);
  return options.success ? options.output : undefined;
};

const required = v.pipe(v.string(), v.minLength(1));
const Options = v.strictObject({ table: required, login: required, name: required });

const say = (text: string, code: number): number => {
  process.stderr.write(`${text}\n`);
  return code;
};

/** The first line of the standard input; typed on a terminal it is not shown. */
const readPassword = async (): Promise<string> => {
  const isTyped = process.stdin.isTTY === true;
  if (isTyped) process.stderr.write('Password: ');
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silence, terminal: isTyped });
  for await (const line of lines) {
    lines.close();
    if (isTyped) process.stderr.write('\n');
    return line;
  }
  return '';
};

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

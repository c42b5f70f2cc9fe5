// A password by mail (S128): invitation, forgotten, the link that works once, and what is no different to the outside.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkPassword } from '../../../functions/auth/password.ts';
import { cookieName, signIn } from '../../../functions/auth/session.ts';
import type { Account } from '../../../functions/domain/account.ts';
import { findByLogin, readAccount } from '../../../functions/store/accounts.ts';
import { listAuditLines } from '../../../functions/store/audit.ts';
import { noteFeedback } from '../../../functions/workflows/mail-feedback.ts';
import { sweep } from '../../../functions/workflows/sweep.ts';
import {
  aContext,
  addAgentAccount,
  addCustomerAccount,
  ask,
  nobodyThere,
  PASSWORD,
  signedInAs,
} from '../../support/accounts.ts';
import { type Engine, startEngine } from '../../support/engine.ts';
import { type AskFactors, addApp, halfOf } from '../../support/factors.ts';
import { createPost, tokenIn } from '../../support/mail.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NEW = 'trage gele fiets';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  // What a request that failed says is of no interest here.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await engine.stop();
});

let context: ReturnType<typeof aContext>;
let post: ReturnType<typeof createPost>;
let boss: Account;
let jan: Account;
beforeEach(async () => {
  await engine.clear();
  context = aContext(engine.db);
  post = createPost(context);
  boss = await addAgentAccount(engine.db, { permissions: ['helpdesk', 'administer'] });
  jan = await addCustomerAccount(engine.db, { email: 'jan@example.nl' });
});

const forget = (name: string, more: object = {}) =>
  ask(post.handler, { route: 'POST /api/password/forgotten', body: { name, language: 'nl' }, ...more });
const choose = (token: string, password = NEW, site: 'portal' | 'console' = 'portal') =>
  ask(post.handler, { route: 'POST /api/password/choose', site, body: { token, password } });
const look = (token: string) => ask(post.handler, { route: 'POST /api/password/link', body: { token } });
const asBoss = async (route: string, path: Record<string, string>, body: object = {}) =>
  ask(post.handler, { route, site: 'console', cookie: await signedInAs(context, boss), path, body });
const invite = ({ id }: Account) => asBoss('POST /api/accounts/{accountId}/invitation', { accountId: id });
const refused = (code: string) => ({ body: { error: { code } } });
const hasPassword = async ({ id }: Account, password: string) =>
  checkPassword(password, (await readAccount(engine.db, id))?.password);
const sweepOn = async () => {
  context.advance(2 * MINUTE);
  await sweep({ ...context, ...nobodyThere, removeUploads: async () => {} });
};

describe('[S128] a forgotten password', () => {
  it('comes by a link in a mail, which works once, and signs out everywhere', async () => {
    const session = await signIn(context, 'portal', jan);
    expect(await forget(jan.login)).toMatchObject({ status: 200, body: { ok: {} } });
    const [letter] = await post.deliver();
    expect(letter).toMatchObject({ to: 'jan@example.nl', subject: 'Nieuw wachtwoord voor OfficeHeart' });
    const token = tokenIn(letter ?? expect.fail());
    expect(await look(token)).toMatchObject({ body: { ok: { login: jan.login, min: 8 } } });
    expect(await choose(token, 'kort')).toMatchObject(refused('password_too_short'));
    expect(await choose(token)).toMatchObject({ body: { ok: { login: jan.login } } });
    expect([await hasPassword(jan, NEW), await hasPassword(jan, PASSWORD)]).toEqual([true, false]);
    const cookie = `${cookieName('portal')}=${session}`;
    expect((await ask(post.handler, { route: 'GET /api/session', cookie })).status).toBe(401);
    expect(await choose(token, `${NEW} 2`)).toMatchObject({ status: 410, ...refused('link_used') });
    expect(await look(token)).toMatchObject(refused('link_used'));
    const { lines } = await listAuditLines(engine.db);
    expect(lines).toMatchObject([{ action: 'password_chosen', about: jan.login, who: { id: jan.id } }]);
    expect(await post.deliver()).toMatchObject([{ subject: 'Uw wachtwoord voor OfficeHeart is gewijzigd' }]);
  });

  it('is found by login and by address, in capitals too; one mail for each account of an address', async () => {
    await forget(jan.login.toUpperCase());
    expect(await post.deliver()).toHaveLength(1);
    const wife = await addCustomerAccount(engine.db, { email: 'Jan@Example.nl' });
    await forget('JAN@example.NL');
    const letters = await post.deliver();
    expect(letters.map(({ account }) => account).sort()).toEqual([jan.id, wife.id].sort());
    await choose(tokenIn(letters[1] ?? expect.fail()));
    await choose(tokenIn(letters[0] ?? expect.fail()));
    expect([await hasPassword(jan, NEW), await hasPassword(wife, NEW)]).toEqual([true, true]);
  });

  it('is answered the same and takes the same work, whoever has the name or nobody', async () => {
    const blocked = await addCustomerAccount(engine.db, { email: 'b@example.nl', blocked: true });
    const without = await addCustomerAccount(engine.db);
    const agent = await addAgentAccount(engine.db, { email: 'a@example.nl' });
    const asked = async (name: string) => {
      const spent = engine.capacity.mark();
      const { status, body } = await forget(name);
      return { status, body, spent: spent(), called: context.mailsDue.length };
    };
    const known = await asked(jan.login);
    expect(await post.deliver()).toHaveLength(1);
    for (const name of ['niemand', 'niemand@example.nl', blocked.login, without.login, agent.login]) {
      const { spent, ...other } = await asked(name);
      expect(other).toEqual({ status: known.status, body: known.body, called: known.called });
      expect({ read: spent.read, write: spent.write }).toEqual({
        read: known.spent.read,
        write: known.spent.write,
      });
      expect(await post.deliver()).toEqual([]);
    }
    const left = (await engine.scan()).filter((item) => JSON.stringify(item).includes('"MAIL#'));
    expect(left).toEqual([]);
  });

  it('is limited by name and place before anybody is looked for, and by person', async () => {
    for (let asked = 0; asked < 5; asked++) expect((await forget('niemand')).status).toBe(200);
    expect(await forget('niemand')).toMatchObject({ status: 429 });
    // From elsewhere as well: the name has had enough.
    expect(await forget('niemand', { sourceIp: '198.51.100.7' })).toMatchObject({ status: 429 });
    for (let asked = 0; asked < 5; asked++) await forget(jan.login, { sourceIp: '198.51.100.8' });
    expect(await post.deliver()).toHaveLength(3);
    const tried = await Promise.all(
      Array.from({ length: 30 }, (_, index) => forget(`n${index}`, { sourceIp: '203.0.113.9' })),
    );
    expect(tried.filter(({ status }) => status === 200)).toHaveLength(20);
  });

  it('has a link that is over after an hour, says so, and gives way to a newer one', async () => {
    await forget(jan.login);
    const [first] = await post.deliver();
    context.advance(30 * MINUTE);
    await forget(jan.login);
    const [second] = await post.deliver();
    const [older, newer] = [tokenIn(first ?? expect.fail()), tokenIn(second ?? expect.fail())];
    expect(await look(older)).toMatchObject(refused('link_used'));
    context.advance(HOUR - 1);
    expect((await look(newer)).status).toBe(200);
    context.advance(1);
    expect(await choose(newer)).toMatchObject({ status: 410, ...refused('link_expired') });
    expect(await hasPassword(jan, PASSWORD)).toBe(true);
  });

  it('opens nothing on the other site, with another address, after another password, or of a blocked account', async () => {
    const link = async () => {
      context.advance(HOUR);
      await forget(jan.login);
      const [letter] = await post.deliver();
      return tokenIn(letter ?? expect.fail());
    };
    const token = await link();
    expect(await choose(token, NEW, 'console')).toMatchObject(refused('link_used'));
    for (const invented of [
      '',
      'x',
      `${jan.id}.reset.${'a'.repeat(44)}`,
      token.replace('reset', 'invitation'),
    ])
      expect(await choose(invented)).toMatchObject(refused('link_used'));
    await asBoss(
      'PATCH /api/accounts/{accountId}',
      { accountId: jan.id },
      { rev: 0, email: 'ander@example.nl' },
    );
    expect(await choose(token)).toMatchObject(refused('link_used'));
    const other = await link();
    await asBoss('PUT /api/accounts/{accountId}/blocked', { accountId: jan.id }, { blocked: true });
    expect(await choose(other)).toMatchObject(refused('link_used'));
    expect(await hasPassword(jan, PASSWORD)).toBe(true);
  });

  it('[S127] is no way around the second factor: no session by it, the second step after it, and no half sign-in of before', async () => {
    const anna = await addAgentAccount(engine.db, { login: 'anna', email: 'anna@example.nl' });
    const own = await signedInAs(context, anna);
    const asked: AskFactors = (route, body, { cookie = own } = {}) =>
      ask(post.handler, { route, site: 'console', body, cookie });
    await addApp(asked, context.now());
    const older = await halfOf(asked, anna);
    await forget('anna', { site: 'console' });
    const [letter] = await post.deliver();
    const { cookies } = await choose(tokenIn(letter ?? { text: '' }), NEW, 'console');
    expect(cookies).toEqual([]);
    const signedIn = await asked('POST /api/login', { login: 'anna', password: NEW }, { cookie: '' });
    expect(signedIn).toMatchObject(refused('second_factor'));
    expect(signedIn.cookies).toEqual([expect.stringMatching(/_half=/)]);
    const proof = { kind: 'totp', code: '000000' };
    expect(await asked('POST /api/login/factor', { proof }, { cookie: older })).toMatchObject(
      refused('factor_expired'),
    );
  });

  it('works once, however many use it at once', async () => {
    await forget(jan.login);
    const [letter] = await post.deliver();
    const token = tokenIn(letter ?? expect.fail());
    const passwords = ['een eerste zin', 'een tweede zin', 'een derde zin', 'een vierde zin'];
    const answers = await Promise.all(passwords.map((password) => choose(token, password)));
    const won = answers.map(({ status }) => status === 200);
    expect(won.filter(Boolean)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200))
      expect({ status, body }).toMatchObject({ status: 410, ...refused('link_used') });
    expect(await hasPassword(jan, passwords[won.indexOf(true)] ?? '')).toBe(true);
  });
});

describe('[S128] an invitation', () => {
  const create = (given: object) =>
    asBoss(
      'POST /api/accounts',
      {},
      { role: 'customer', login: 'zoe', name: 'Zoë', email: 'zoe@example.nl', ...given },
    );

  it('takes the place of a first password: seven days, and the account has none until then', async () => {
    expect(await create({ password: PASSWORD })).toMatchObject(refused('invite_instead'));
    expect(await create({})).toMatchObject({ body: { ok: { login: 'zoe', invitedAt: context.now() } } });
    const zoe = (await findByLogin(engine.db, 'customer', 'zoe')) ?? expect.fail();
    for (const guess of ['', PASSWORD]) expect(await hasPassword(zoe, guess)).toBe(false);
    const [letter] = await post.deliver();
    const token = tokenIn(letter ?? expect.fail());
    expect(letter?.text).toContain('https://portal.example.nl/wachtwoord#');
    context.advance(7 * DAY - 1);
    expect(await choose(token)).toMatchObject({ status: 200 });
    expect(await hasPassword(zoe, NEW)).toBe(true);
    const now = await readAccount(engine.db, zoe.id);
    expect([now?.passwordGiven, now?.invitedAt]).toEqual([undefined, undefined]);
  });

  it('can be sent again, after which the older link is dead; also while it is used', async () => {
    await create({});
    const zoe = (await findByLogin(engine.db, 'customer', 'zoe')) ?? expect.fail();
    const [first] = await post.deliver();
    expect((await invite(zoe)).status).toBe(200);
    const [second] = await post.deliver();
    expect(await choose(tokenIn(first ?? expect.fail()))).toMatchObject(refused('link_used'));
    const token = tokenIn(second ?? expect.fail());
    const [used, again] = await Promise.all([choose(token), invite(zoe)]);
    const [third] = await post.deliver();
    // Whoever was first: the password was chosen, or the newest link chooses it, and never neither.
    if (used.status === 200) expect(await hasPassword(zoe, NEW)).toBe(true);
    else expect(used).toMatchObject(refused('link_used'));
    if (again.status === 200 && used.status !== 200)
      expect((await choose(tokenIn(third ?? expect.fail()))).status).toBe(200);
    expect(await hasPassword(zoe, NEW)).toBe(true);
  });

  it('of a mail that was not sent yet is dropped once another takes its place', async () => {
    await create({});
    const zoe = (await findByLogin(engine.db, 'customer', 'zoe')) ?? expect.fail();
    await invite(zoe);
    const letters = await post.deliver();
    expect(letters).toHaveLength(1);
    expect((await choose(tokenIn(letters[0] ?? expect.fail()))).status).toBe(200);
  });

  it('needs an address that mail arrives at; without one a password is given as ever', async () => {
    expect(await create({ email: '' })).toMatchObject(refused('no_email'));
    expect((await create({ email: '', password: PASSWORD })).status).toBe(200);
    const without = await addCustomerAccount(engine.db);
    expect(await invite(without)).toMatchObject(refused('no_email'));
    const set = ({ id }: Account) =>
      asBoss('PUT /api/accounts/{accountId}/password', { accountId: id }, { password: NEW });
    expect((await set(without)).status).toBe(200);
    expect(await set(jan)).toMatchObject(refused('invite_instead'));
    expect((await set(boss)).status).toBe(200);
  });

  it('goes five times a day to one person', async () => {
    for (let sent = 0; sent < 5; sent++) expect((await invite(jan)).status).toBe(200);
    expect((await invite(jan)).status).toBe(429);
  });
});

describe('[S128] mail', () => {
  const mailItems = async () =>
    (await engine.scan()).filter((item) =>
      /"MAIL#|"mail#/.test(JSON.stringify(item).replaceAll('0#mail', 'mail')),
    );

  it('goes out once, and leaves nothing behind', async () => {
    await invite(jan);
    expect(await post.deliver()).toHaveLength(1);
    await sweepOn();
    expect(context.mailsDue).toEqual([]);
    expect(await mailItems()).toEqual([]);
  });

  it('is called for by the sweep when the function that asked died after the commit', async () => {
    await invite(jan);
    context.mailsDue.length = 0;
    await sweepOn();
    expect(await post.deliver()).toHaveLength(1);
    await sweepOn();
    await sweepOn();
    expect(context.mailsDue).toEqual([]);
    expect(await mailItems()).toEqual([]);
  });

  it.each([
    ['before SES had it', 'dies before', 1],
    ['after SES had it', 'dies after', 2],
  ] as const)(
    'of a sender that died %s goes out all the same, and every link of it works',
    async (_, fate, copies) => {
      await invite(jan);
      await post.deliver(fate);
      // Nobody else takes it for a minute.
      await sweepOn();
      await post.deliver();
      expect(post.letters).toHaveLength(copies);
      const [letter] = post.letters;
      expect((await choose(tokenIn(letter ?? expect.fail()))).status).toBe(200);
      for (const other of post.letters.slice(1))
        expect(await choose(tokenIn(other))).toMatchObject(refused('link_used'));
    },
  );

  it('that SES does not take waits, and is given up when it is of no use any more', async () => {
    await forget(jan.login);
    await post.deliver('later');
    await sweepOn();
    await post.deliver('later');
    expect(await mailItems()).not.toEqual([]);
    context.advance(HOUR);
    await sweepOn();
    await post.deliver();
    expect(post.letters).toEqual([]);
    await sweepOn();
    expect(await mailItems()).toEqual([]);
  });

  const bounced = (bounceType: string, emailAddress = 'jan@example.nl') => ({
    eventType: 'Bounce' as const,
    mail: { destination: [emailAddress], tags: { account: [jan.id] as [typeof jan.id] } },
    bounce: { bounceType, bouncedRecipients: [{ emailAddress }] },
  });
  const fault = async () =>
    (await asBoss('GET /api/accounts/{accountId}', { accountId: jan.id }).then(({ body }) => Object(body).ok))
      .mailFault;

  it('to an address that bounced or complained is not sent again until the address is another', async () => {
    await noteFeedback(context, bounced('Transient'));
    await noteFeedback(context, bounced('Permanent', 'iemand-anders@example.nl'));
    expect(await fault()).toBeUndefined();
    await noteFeedback(context, bounced('Permanent', 'JAN@example.nl'));
    expect(await fault()).toBe('bounced');
    expect(await invite(jan)).toMatchObject(refused('mail_fails'));
    await forget(jan.login);
    expect(await post.deliver()).toEqual([]);
    await asBoss(
      'PATCH /api/accounts/{accountId}',
      { accountId: jan.id },
      { rev: 0, email: 'jan2@example.nl' },
    );
    expect(await fault()).toBeUndefined();
    expect((await invite(jan)).status).toBe(200);
    expect(await post.deliver('refused')).toEqual([]);
    expect(await fault()).toBe('refused');
  });

  it('is off without a sender: nothing is asked for, and the pages know it', async () => {
    const { createHttpHandler } = await import('../../../functions/pipeline/http.ts');
    const { createAccountsRoutes } = await import('../../../functions/routes/accounts/index.ts');
    const handler = createHttpHandler(createAccountsRoutes(nobodyThere), context);
    const means = await ask(handler, { route: 'GET /api/password/means' });
    expect(means.body).toEqual({ ok: { byMail: false } });
    const body = { name: jan.login, language: 'nl' };
    expect(await ask(handler, { route: 'POST /api/password/forgotten', body })).toMatchObject(
      refused('mail_off'),
    );
    expect(context.mailsDue).toEqual([]);
  });

  it('tells the owner of another password, and never what it is', async () => {
    const cookie = await signedInAs(context, jan);
    const body = { current: PASSWORD, password: NEW };
    await ask(post.handler, { route: 'POST /api/profile/password', cookie, body });
    const [letter] = await post.deliver();
    expect(letter?.subject).toBe('Uw wachtwoord voor OfficeHeart is gewijzigd');
    expect(JSON.stringify(letter)).not.toContain(NEW);
  });

  it('[A7] leaves no token in the table, only its hash', async () => {
    await invite(jan);
    const [letter] = await post.deliver();
    const [, , secret = ''] = tokenIn(letter ?? expect.fail()).split('.');
    expect(secret).toHaveLength(44);
    expect(JSON.stringify(await engine.scan())).not.toContain(secret);
  });
});

// F3: whoever dies after any commit of any action or route leaves nothing undone: two sweeps later all is as if it had been done whole, or not at all.
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readAccount, readPermissions } from '../../functions/store/accounts.ts';
import { readAgent } from '../../functions/store/agents.ts';
import { lobby, readCounts, readSettings } from '../../functions/store/desk.ts';
import { readSession } from '../../functions/store/sessions.ts';
import { recordSocket } from '../../functions/store/sockets.ts';
import { minuteOf, readSwept, recordSwept } from '../../functions/store/timers.ts';
import { actionRows, type Row, routeRows, row } from '../bench/ledger.ts';
import type { Socket } from '../bench/rig.ts';
import * as scenes from '../bench/scenes.ts';
import { PASSWORD } from '../support/accounts.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { isDeep } from '../support/scale.ts';
import { createMortal } from './support/mortal.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  // What a request that died says when its time is up, of no interest here.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await engine.stop();
});

const none = [0, 0, 0, 0] as const;
const asAnna = ({ anna, annasCookie: cookie }: scenes.Scene) => ({ account: anna.account, cookie });
const ofBram = ({ bram }: scenes.TeamScene) => ({ accountId: bram.account.id });

/** Beside what the ledger does with a customer: an agent loses rights, and everybody the chat. */
// biome-ignore format: one line each
const more: Readonly<Record<string, Row>> = {
  'an agent is blocked': row(scenes.team, (scene) => scene.rig.request('PUT /api/accounts/{accountId}/blocked', { ...asAnna(scene), path: ofBram(scene), body: { blocked: true } }), none),
  'an agent with a chat is blocked': row(scenes.brams, (scene) => scene.rig.request('PUT /api/accounts/{accountId}/blocked', { ...asAnna(scene), path: ofBram(scene), body: { blocked: true } }), none),
  'an agent with a chat is back': row(scenes.away, ({ bram }) => bram.ask('duty.beat', {}), none),
  'an agent may no longer': row(scenes.team, (scene) => scene.rig.request('PATCH /api/accounts/{accountId}', { ...asAnna(scene), path: ofBram(scene), body: { rev: 0, permissions: ['manage'] } }), none),
  'an agent is renamed': row(scenes.team, (scene) => scene.rig.request('PATCH /api/accounts/{accountId}', { ...asAnna(scene), path: ofBram(scene), body: { rev: 0, nickname: 'Bram B.' } }), none),
  'an agent takes another password': row(scenes.desk, (scene) => scene.rig.request('POST /api/preferences/password', { ...asAnna(scene), body: { current: PASSWORD, password: `${PASSWORD} 2` } }), none),
  'an agent gets a password': row(scenes.team, (scene) => scene.rig.request('PUT /api/accounts/{accountId}/password', { ...asAnna(scene), path: ofBram(scene), body: { password: `${PASSWORD} 2` } }), none),
  'a customer leaves every group': row(scenes.desk, (scene) => scene.rig.request('PATCH /api/accounts/{accountId}', { ...asAnna(scene), path: { accountId: scene.jan.account.id }, body: { rev: 0, groups: [] } }), none),
  'a group loses the chat': row(scenes.desk, (scene) => scene.rig.request('PATCH /api/groups/{groupId}', { ...asAnna(scene), path: { groupId: 'with-chat' }, body: { rev: 0, name: 'Groep', permissions: [] } }), none),
  'a lower maximum': row(scenes.active, ({ anna }) => anna.ask('settings.change', { max: 1, welcome: '', timeoutMinutes: 15, publish: true, sendStandardTexts: false, realtimeOnline: true, preview: false, rev: 0 }), none),
  'a customer signs out everywhere else': row(scenes.desk, (scene) => scene.rig.request('POST /api/sessions/end-others', { account: scene.jan.account, cookie: scene.jansCookie }), none),
  'the other signs out': row(scenes.desk, (scene) => scene.rig.request('POST /api/logout', asAnna(scene)), none),
};

const rows = Object.entries({ ...actionRows, ...routeRows, ...more });

/** Everything that somebody could find not done. Times and numbers of versions aside. */
const lookAt = async ({ rig, annasCookie, jansCookie }: scenes.Scene, everyone: readonly Socket[]) => {
  const { db } = engine;
  const { room, announced, telling, hours } = await readCounts(db);
  const items = (await engine.scan()).map((item) => JSON.stringify(item));
  const { rev: _rev, ...settings } = await readSettings(db);
  const people = await Promise.all(
    everyone.map(async (socket) => {
      const agent = await readAgent(db, socket.account.id);
      return {
        isOpen: rig.isOpen(socket),
        epoch: (await readAccount(db, socket.account.id))?.epoch,
        rights: [...(await readPermissions(db, socket.account.id))],
        duty: agent && { onDuty: agent.onDuty, name: agent.name, max: agent.max, load: agent.load },
        told: socket.inbox.filter(({ event }) => event === 'room.changed').at(-1),
      };
    }),
  );
  return {
    people: people.map(({ told, ...rest }) => ({ ...rest, tab: told && 'open' in told && told.open })),
    sessions: await Promise.all(
      [annasCookie, jansCookie].map(
        async (cookie) => (await readSession(db, cookie.slice(-44), rig.now())) !== undefined,
      ),
    ),
    tabs: (await lobby.list(db, { consistent: true })).map(({ user }) => user),
    room: { room, announced, telling, shut: hours?.shut },
    settings,
    work: items.filter(
      (item) =>
        /"(rights|groups|presence|sign-out|hang-up|settings|redaction)"/.test(item) && item.includes('"DUE#'),
    ),
    away: items.filter((item) => item.includes('"META"') && item.includes('"awaySince"')).length,
    previews: items.filter((item) => item.includes('"META"') && item.includes('"preview":{"BOOL":false}'))
      .length,
  };
};

const MINUTE = 60_000;

type Fate = 'nothing' | 'all' | number;

/** Plays a row: not at all, whole, or up to a write of which the function dies; then two minutes pass. */
const play = async ({ prepare }: Row, fate: Fate) => {
  const mortal = createMortal(engine.db);
  const { scene, act } = await prepare({ ...engine, db: mortal.db });
  const { rig, anna, jan, annasCookie, jansCookie } = scene;
  const bram = 'bram' in scene ? (scene as scenes.TeamScene).bram : undefined;
  const cookies = new Map([
    [anna, annasCookie],
    [jan, jansCookie],
  ]);
  // Portal pages that wait, and everyone's socket noted as `$connect` notes it.
  await jan.ask('lobby.enter', {});
  const everyone = [
    anna,
    jan,
    await rig.open(anna.account),
    await rig.open(jan.account),
    ...(bram ? [bram] : []),
  ];
  for (const socket of everyone) {
    const { account, connection } = socket;
    const session = await readSession(engine.db, cookies.get(socket)?.slice(-44) ?? '', rig.now());
    const rights = account.role === 'agent' ? [...account.permissions].sort().join(' ') : undefined;
    const noted = { connection, session: session?.id ?? 'elsewhere', rights, at: rig.now() };
    await recordSocket(engine.db, Math.random, { user: account.id, socket: noted, again: rig.now() });
  }
  // The minutes of before are no business of this; the scene's own sweeps may have noted them already.
  const swept = (await readSwept(engine.db)) ?? { minute: 0, left: [], version: 0 };
  await recordSwept(engine.db, swept, { minute: Math.max(swept.minute, minuteOf(rig.now()) - 1), left: [] });
  rig.pass(MINUTE / 2);
  const death = mortal.dieAfter(fate === 'all' || fate === 'nothing' ? Number.POSITIVE_INFINITY : fate);
  if (fate !== 'nothing') await Promise.race([act().catch(() => {}), death]);
  const writes = mortal.writes();
  mortal.revive();
  if (fate === 'all' && writes === 0) return { writes };
  for (let minute = 0; minute < 2; minute++) {
    rig.pass(MINUTE);
    await rig.sweep();
  }
  const seen = await lookAt(scene, everyone);
  rig.stop();
  return { writes, seen };
};

/** In every run after the first write, which as a rule is the change itself, one in between, and the last. */
const deathsAmong = (writes: number): ReadonlySet<number> =>
  new Set(
    isDeep
      ? Array.from({ length: writes }, (_, index) => index + 1)
      : [1, Math.ceil(writes / 2), writes].filter((number) => number >= 1 && number <= writes),
  );

it.each(rows)(
  '[F3] %s: killed after each of its commits, two sweeps later all is done or nothing was',
  async (_name, each) => {
    const whole = await play(each, 'all');
    if (!whole.seen) return;
    expect(whole.seen.work).toEqual([]);
    expect(whole.seen.room).toMatchObject({ announced: whole.seen.room.room > 0, telling: undefined });
    let untouched: Awaited<ReturnType<typeof play>> | undefined;
    for (const number of deathsAmong(whole.writes)) {
      const { seen } = await play(each, number);
      if (isDeepStrictEqual(seen, whole.seen)) continue;
      untouched ??= await play(each, 'nothing');
      expect([whole.seen, untouched.seen], `killed after write ${number}`).toContainEqual(seen);
    }
  },
);

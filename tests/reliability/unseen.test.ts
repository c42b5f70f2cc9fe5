// Random histories played twice, watched and not watched: nobody else gets another byte, more or fewer, in another order (A9).
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweep } from '../../functions/workflows/sweep.ts';
import type { Cid } from '../../shared/model.ts';
import { createDesk, type Tab } from '../support/desk.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { PATIENCE_MS, scaled } from '../support/scale.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const steps = [
  'say',
  'say',
  'reply',
  'preview',
  'typing',
  'join',
  'leave',
  'invite',
  'fill',
  'goes',
  'comes',
  'end',
  'pass',
] as const;
type History = readonly (readonly [step: (typeof steps)[number], who: number, watches: boolean])[];

/** Everything everyone but the watcher was sent, in order, and what a fresh screen would show them. */
const play = async (history: History, isWatched: boolean): Promise<string> => {
  await engine.clear();
  const desk = createDesk(engine.db);
  await desk.settings({ max: 20, timeoutMinutes: 5, preview: true });
  const boss = await desk.agent('Onzichtbaar', { onDuty: false, permissions: ['helpdesk', 'manage'] });
  const agents = [await desk.agent('Anna'), await desk.agent('Bram'), await desk.agent('Kim')];
  let jan = await desk.customer('jan');
  const { chat } = await jan.ask('chat.start', { sid: jan.sid, nickname: 'Jan', email: '' });
  const chatId = chat.id;
  const tabs: Tab[] = [...agents, jan];
  let made = 0;
  const cid = () => String(++made).padStart(22, 'c') as Cid;
  const answers: unknown[] = [];
  for (const [step, who, watches] of history) {
    const agent = agents[who % 3];
    if (!agent) continue;
    if (isWatched) {
      if (watches) await boss.tryTo('chat.watch', { chatId, sid: boss.sid, after: 0 });
      else await boss.tryTo('chat.unwatch', { chatId, sid: boss.sid });
    }
    switch (step) {
      case 'say':
        answers.push(await jan.tryTo('chat.say', { chatId, cid: cid(), after: 1, text: `zegt ${made}` }));
        break;
      case 'reply':
        answers.push(
          await agent.tryTo('chat.say', { chatId, cid: cid(), after: 1, text: `antwoordt ${made}` }),
        );
        break;
      case 'preview':
        await jan.tryTo('chat.preview', { chatId, rev: ++made, text: 'half' });
        break;
      case 'typing':
        await agent.tryTo('chat.typing', { chatId });
        break;
      case 'join':
        answers.push(await agent.tryTo('chat.join', { chatId, sid: agent.sid, cid: cid(), second: true }));
        break;
      case 'leave':
        answers.push(await agent.tryTo('chat.leave', { chatId, cid: cid() }));
        break;
      case 'invite': {
        const other = agents[(who + 1) % 3];
        if (other)
          answers.push(
            await agent.tryTo('chat.invite', { chatId, agent: other.me.id, note: '', transfer: who > 2 }),
          );
        break;
      }
      case 'fill':
        await agent.tryTo('chat.fill', { chatId, fields: { subject: `onderwerp ${who}` } });
        break;
      case 'goes':
        await jan.drop();
        jan = desk.open(jan.me);
        tabs.push(jan);
        break;
      case 'comes':
        answers.push(await jan.tryTo('chat.sync', { chatId, sid: jan.sid, after: 0 }));
        break;
      case 'end':
        answers.push(await jan.tryTo('chat.end', { chatId, cid: cid(), after: 1 }));
        break;
      case 'pass':
        desk.pass(60_000);
        for (const each of agents) await each.tryTo('duty.beat', {});
        await sweep(desk.context);
        break;
      default:
        step satisfies never;
    }
  }
  for (const each of agents) {
    answers.push(await each.tryTo('desk.enter', { sid: each.sid }));
    answers.push(await each.tryTo('chat.sync', { chatId, sid: each.sid, after: 0 }));
    answers.push(await each.tryTo('unclosed.list', {}));
  }
  answers.push(await jan.tryTo('chat.sync', { chatId, sid: jan.sid, after: 0 }));
  // Ids are counted up over all of this process: only which is which counts.
  const names = new Map<string, string>();
  return JSON.stringify([tabs.map(({ inbox }) => inbox), answers]).replace(/"\d{8,}"/g, (id) => {
    if (!names.has(id)) names.set(id, `"#${names.size}"`);
    return names.get(id) ?? '';
  });
};

it(
  '[A9] the same bytes for everyone else, in random histories',
  async ({ annotate }) => {
    const runs = scaled(5, 200);
    let bytes = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat(5), fc.boolean()), {
          minLength: 8,
          maxLength: 30,
        }),
        async (history) => {
          const [alone, watched] = [await play(history, false), await play(history, true)];
          expect(watched).toBe(alone);
          bytes += alone.length;
        },
      ),
      { numRuns: runs },
    );
    await annotate(`${runs} histories, ${Math.round(bytes / 1000)} KB compared`, 'figures');
  },
  PATIENCE_MS,
);

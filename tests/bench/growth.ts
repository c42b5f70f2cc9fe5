// How the cost of an action grows with a chat, a desk and the chats that are open: units that have to stay flat, but for reading history.
import type { Engine } from '../support/engine.ts';
import { fillDesk, fillLog, fillOpen } from './fill.ts';
import { printTable } from './format.ts';
import type { Used } from './meter.ts';
import { active, desk, download, end, join, say, start } from './scenes.ts';

/** Units of one action at each size. */
export interface Curve {
  readonly name: string;
  /** Whether it may grow: it reads what grew. */
  readonly grows: boolean;
  readonly used: readonly Used[];
}

export interface Growth {
  readonly of: string;
  readonly sizes: readonly number[];
  readonly curves: readonly Curve[];
}

/** Small ones for every build; the large ones take a minute. */
export const SIZES = {
  small: { messages: [10, 1_000], agents: [10, 1_000], open: [10, 1_000] },
  large: { messages: [10, 1_000, 10_000], agents: [10, 1_000, 10_000], open: [10, 1_000, 100_000] },
} as const;
type Sizes = (typeof SIZES)[keyof typeof SIZES];

/** The actions measured at one size, by name. */
type Measured = Readonly<Record<string, Used>>;

type Step = (name: string, run: () => Promise<unknown>) => Promise<void>;

const measure = async (work: (step: Step) => Promise<void>, mark: () => () => Used): Promise<Measured> => {
  const usedByName: Record<string, Used> = {};
  await work(async (name, run) => {
    const spent = mark();
    await run();
    usedByName[name] = spent();
  });
  return usedByName;
};

const withMessages = async (engine: Engine, messages: number): Promise<Measured> => {
  const scene = await active(engine);
  const { rig, jan, chatId } = scene;
  // The start, the first message and the agent are there already.
  await fillLog(rig, chatId, { from: 3, messages });
  const last = 3 + messages;
  const used = await measure(async (step) => {
    await step('say', () => say(jan, scene, last));
    await step('preview', () => jan.ask('chat.preview', { chatId, rev: 1, text: 'Nog iets' }));
    await step('reconnect, nothing missed', async () => {
      const again = await rig.open(jan.account);
      await again.ask('chat.sync', { chatId, sid: jan.sid, after: last + 1 });
    });
    await step('a page of history (100)', () => jan.ask('chat.sync', { chatId, sid: jan.sid, after: 0 }));
    await step('end', () => end(scene, last + 1));
    await step('save', () => scene.anna.ask('chat.save', { chatId }));
    await step('PDF', () => download(scene));
  }, rig.meter.mark);
  rig.stop();
  return used;
};

/** The cost of what a start, a first message, a join, an end and a save do. */
const aChat = (scene: Awaited<ReturnType<typeof desk>>) =>
  measure(async (step) => {
    const { rig, anna, jan } = scene;
    let inChat = { ...scene, chatId: '' as Awaited<ReturnType<typeof start>>['chat']['id'] };
    await step('start', async () => {
      inChat = { ...scene, chatId: (await start(scene)).chat.id };
    });
    await step('first message', () => say(jan, inChat, 1));
    await step('join', () => join(anna, inChat));
    await step('say', () => say(jan, inChat, 3));
    await step('end', () => end(inChat, 4));
    await step('save', () => anna.ask('chat.save', { chatId: inChat.chatId }));
    await step('duty.beat', () => anna.ask('duty.beat', {}));
    await step('open a console', async () => {
      const again = await rig.open(anna.account);
      await again.ask('desk.enter', { sid: again.sid });
    });
  }, scene.rig.meter.mark);

const withAgents = async (engine: Engine, agents: number): Promise<Measured> => {
  const scene = await desk(engine);
  await fillDesk(scene.rig, agents - 1);
  scene.rig.answerFor('console-');
  const used = await aChat(scene);
  scene.rig.stop();
  return used;
};

const withOpen = async (engine: Engine, chats: number): Promise<Measured> => {
  const scene = await desk(engine);
  await fillOpen(scene.rig, chats);
  const used = await aChat(scene);
  scene.rig.stop();
  return used;
};

const grow = async (
  of: string,
  sizes: readonly number[],
  run: (size: number) => Promise<Measured>,
  growing: readonly string[],
): Promise<Growth> => {
  const measured: Measured[] = [];
  for (const size of sizes) measured.push(await run(size));
  const names = Object.keys(measured[0] ?? {});
  const curves = names.map((name) => ({
    name,
    grows: growing.includes(name),
    used: measured.flatMap((used) => used[name] ?? []),
  }));
  return { of, sizes, curves };
};

export const measureGrowth = async (engine: Engine, sizes: Sizes): Promise<Growth[]> => [
  await grow('messages in a chat', sizes.messages, (size) => withMessages(engine, size), [
    'a page of history (100)',
    'PDF',
  ]),
  await grow('agents at a desk', sizes.agents, (size) => withAgents(engine, size), ['open a console']),
  await grow('open chats at a desk', sizes.open, (size) => withOpen(engine, size), ['open a console']),
];

export const printGrowth = ({ of, sizes, curves }: Growth): string =>
  printTable(
    [of, ...sizes.flatMap((size) => [`WRU ${size}`, `RRU ${size}`, `posts ${size}`])],
    curves.map(({ name, used }) => [name, ...used.flatMap(({ write, read, posts }) => [write, read, posts])]),
  );

// The typical chat of the budgets, step by step: 20 messages typed at human pace with previews, start, join, end, PDF, feedback and ticket.
import { type Consumption, dollarsByPart, dollarsOf } from '../../shared/prices.ts';
import type { Engine } from '../support/engine.ts';
import { dollars, printTable } from './format.ts';
import { countSigns, MESSAGE_TYPING_MS, previewsOf, textOf } from './human-pace.ts';
import type { Costs } from './ledger.ts';
import { combine, framesOf, toConsumption, type Used } from './meter.ts';
import type { Socket } from './rig.ts';
import { desk, download, end, join, rate, say, start } from './scenes.ts';

export interface Step {
  readonly name: string;
  /** Whether the budget of a whole chat covers it; the other steps are of the page around the chat, or a choice. */
  readonly isBudgeted: boolean;
  /** What the build holds it to. */
  readonly costs: Costs;
  readonly used: Used;
}

/** Each side says ten things. */
const MESSAGES = 20;

/** Between what one says and the other begins to type. */
const PAUSE_MS = 3_000;

/** Write units, read units, API Gateway messages and dollars for a thousand: what a whole typical chat should take at most. */
export const BUDGET = { write: 64, read: 40, frames: 115, dollars: 0.22 } as const;

export interface TypicalChat {
  readonly steps: readonly Step[];
  readonly budgeted: Used;
  readonly whole: Used;
  /** Of both sockets, from the start to the ticket. */
  readonly connectedMinutes: number;
}

export const measureTypicalChat = async (engine: Engine): Promise<TypicalChat> => {
  const scene = await desk(engine);
  const { rig, anna, jan } = scene;
  const steps: Step[] = [];
  const step = async <T>(
    name: string,
    costs: Costs,
    work: () => Promise<T>,
    isBudgeted = true,
  ): Promise<T> => {
    const spent = rig.meter.mark();
    const result = await work();
    steps.push({ name, isBudgeted, costs, used: spent() });
    return result;
  };
  const beside = <T>(name: string, costs: Costs, work: () => Promise<T>) => step(name, costs, work, false);

  await beside('portal page asks for the tab', [1, 4, 5, 2], () => jan.ask('lobby.enter', {}));
  const began = rig.now();
  const { chat } = await step('start', [13, 5.5, 9, 3], () => start(scene));
  const chatId = chat.id;
  const inChat = { ...scene, chatId };

  const previews: Awaited<ReturnType<typeof previewsOf>> = [];
  let signs = 0;
  /** That somebody types is told; what is told is sent below, so that each has a line of its own. */
  const type = (socket: Socket, text: string, isWatched: boolean) => {
    if (socket === anna) signs += countSigns(text);
    else if (isWatched) previews.push(...previewsOf(chatId, text, rig.now()));
    rig.pass(MESSAGE_TYPING_MS + PAUSE_MS);
  };
  type(jan, textOf(1), false);
  await beside('a sign that the customer types', [0, 1, 2, 2], () => jan.ask('chat.typing', { chatId }));
  await step('first message', [1, 1, 3, 3], () => say(jan, inChat, 1));
  await step('join', [6, 1.5, 4, 3], () => join(anna, inChat));
  await step('19 messages', [19, 9.5, 38, 57], async () => {
    for (let number = 1; number < MESSAGES; number++) {
      const socket = number % 2 === 1 ? anna : jan;
      type(socket, textOf(number + 2), true);
      await say(socket, inChat, number + 2);
    }
  });
  await step(`${previews.length} previews`, [0, 9, 18, 36], async () => {
    for (const preview of previews) await jan.ask('chat.preview', preview);
  });
  await beside(`${signs} signs that an agent types`, [0, 5, 10, 20], async () => {
    for (let sign = 0; sign < signs; sign++) await anna.ask('chat.typing', { chatId });
  });
  await beside('ticket fields', [8, 1, 4, 4], async () => {
    await anna.ask('chat.fill', { chatId, fields: { subject: 'Factuur', category: 'Facturen' } });
    await anna.ask('chat.fill', { chatId, fields: { remarks: 'Klant belt terug' } });
  });
  await step('end', [10, 2.5, 5, 3], () => end(inChat, MESSAGES + 2));
  await step('PDF', [1, 3.5, 5, 0], () => download(inChat));
  await step('save as ticket', [9, 2.5, 7, 2], () => anna.ask('chat.save', { chatId }));
  await step('feedback', [5, 0.5, 2, 2], () => rate(inChat));
  await beside('close the window', [1, 0.5, 2, 2], () => jan.ask('chat.dismiss', { chatId }));
  const connectedMinutes = (2 * (rig.now() - began)) / 60_000;
  rig.stop();
  const usedBy = (wanted: readonly Step[]) => combine(...wanted.map(({ used }) => used));
  return {
    steps,
    budgeted: usedBy(steps.filter(({ isBudgeted }) => isBudgeted)),
    whole: usedBy(steps),
    connectedMinutes,
  };
};

/**
 * What cannot be removed, step by step: the durable write before anyone sees a message, the frame in, the acknowledgement
 * and one frame for each who hears it. WRU, RRU, frames; the other steps have no floor of their own.
 */
const FLOOR: Readonly<Record<string, readonly [write: number, read: number, frames: number]>> = {
  start: [3, 0, 3],
  'first message': [1, 0, 3],
  join: [1, 0.5, 3],
  '19 messages': [19, 0, 57],
  '18 previews': [0, 0, 36],
  end: [2, 0, 3],
  PDF: [0, 0.5, 0],
  'save as ticket': [3, 0, 2],
  feedback: [1, 0, 2],
};

/** Dollars for a thousand of these. */
export const perThousand = (used: Used, connectedMinutes: number): number =>
  1000 * dollarsOf(toConsumption(used, connectedMinutes));

/** The steps beside their floor, what the budget covers, and the whole. */
export const printTypicalChat = ({ steps, budgeted, whole, connectedMinutes }: TypicalChat): string => {
  const figures = (used: Used) => [
    used.write,
    used.read,
    used.calls,
    framesOf(used),
    used.bytes,
    used.invocations,
  ];
  const floors = Object.values(FLOOR);
  const floor = [0, 1, 2].map((column) => floors.reduce((sum, figure) => sum + (figure[column] ?? 0), 0));
  return printTable(
    ['a typical chat', 'WRU', 'RRU', 'calls', 'frames', 'bytes', 'Lambda', '$ for 1,000', 'floor'],
    [
      ...steps.map(({ name, isBudgeted, used }) => [
        `${name}${isBudgeted ? '' : ' *'}`,
        ...figures(used),
        dollars(perThousand(used, 0)),
        FLOOR[name]?.join(' / ') ?? '',
      ]),
      [
        'the chat of the budget',
        ...figures(budgeted),
        dollars(perThousand(budgeted, connectedMinutes)),
        floor.join(' / '),
      ],
      [
        'budget',
        BUDGET.write,
        BUDGET.read,
        '',
        BUDGET.frames,
        '',
        '',
        dollars(BUDGET.dollars),
        'WRU / RRU / frames',
      ],
      ['with the steps marked *', ...figures(whole), dollars(perThousand(whole, connectedMinutes)), ''],
    ],
  );
};

/** Where the money of a thousand goes, the largest part first. */
export const printParts = (used: Used, connectedMinutes: number): string => {
  const consumption: Consumption = toConsumption(used, connectedMinutes);
  const parts = Object.entries(dollarsByPart(consumption)).sort(([, a], [, b]) => b - a);
  const total = dollarsOf(consumption);
  return printTable(
    ['of the chat of the budget', 'used', '$ for 1,000', 'share'],
    parts.map(([part, cost]) => [
      part,
      Object.entries(consumption).find(([name]) => name === part)?.[1] ?? 0,
      dollars(1000 * cost),
      `${Math.round((100 * cost) / total)} %`,
    ]),
  );
};

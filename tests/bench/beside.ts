// What a typical chat does not count and a deployment pays all the same: silence, the pages around a chat, every console that is told of it, and nothing happening at all.
import { dollarsOf, times } from '../../shared/prices.ts';
import type { Engine } from '../support/engine.ts';
import { fillDesk } from './fill.ts';
import { dollars, printTable } from './format.ts';
import { allRows } from './ledger.ts';
import { combine, framesOf, toConsumption, type Used } from './meter.ts';
import { desk, end, join, say, start } from './scenes.ts';

const THOUSAND = 1000;
/** A chat as decision 013 has it: ten minutes, ten pages of the portal around it, two minutes on each. */
const CHAT_MINUTES = 10;
const PAGES = 10;
const PAGE_MINUTES = 2;
/** Of ten minutes in which twenty messages are typed and read. */
const SILENT_MINUTES = 8;
/** Each side asks after 40 s of silence. */
const ASKED_A_MINUTE = 1.5;
const CONSOLES = [1, 10, 100, 1000] as const;
/** The sweep, once each. */
const MINUTES_A_MONTH = 30 * 24 * 60;

export interface Line {
  readonly name: string;
  readonly write: number;
  readonly read: number;
  readonly frames: number;
  readonly dollars: number;
}

const price = (name: string, used: Used, by: number, connectedMinutes = 0): Line => ({
  name,
  write: by * used.write,
  read: by * used.read,
  frames: by * framesOf(used),
  dollars: dollarsOf(times(toConsumption(used, connectedMinutes), by)),
});

const measure = (engine: Engine, name: string): Promise<Used> => {
  const row = allRows.find(([known]) => known === name)?.[1];
  if (!row) throw new Error(`the ledger has no ${name}`);
  return row.measure(engine);
};

/** Start with a question, join, end and save, while so many consoles are told. */
const toldTo = async (engine: Engine, consoles: number): Promise<Used> => {
  const scene = await desk(engine);
  const { rig, anna, jan } = scene;
  rig.answerFor('console-');
  await fillDesk(rig, consoles - 1);
  const spent = rig.meter.mark();
  const { chat } = await start(scene, { asks: true });
  const inChat = { ...scene, chatId: chat.id };
  await say(jan, inChat, 1);
  await join(anna, inChat);
  await end(inChat, 3);
  await anna.ask('chat.save', { chatId: chat.id });
  const used = spent();
  rig.stop();
  return used;
};

export const measureBeside = async (engine: Engine): Promise<Line[]> => {
  const sync = await measure(engine, 'chat.sync');
  const page = combine(
    await measure(engine, 'GET /api/session'),
    await measure(engine, 'connect, customer'),
    await measure(engine, 'lobby.enter'),
    await measure(engine, 'disconnect, customer without a chat'),
  );
  const told: Used[] = [];
  for (const consoles of CONSOLES) told.push(await toldTo(engine, consoles));
  const idle = await measure(engine, 'sweep, nothing due');
  return [
    price(
      `1,000 chats of ${CHAT_MINUTES} minutes: both sides ask in ${SILENT_MINUTES} silent ones`,
      sync,
      THOUSAND * 2 * ASKED_A_MINUTE * SILENT_MINUTES,
    ),
    price(`1,000 chats: ${PAGES} pages of the portal around each`, page, THOUSAND * PAGES, PAGE_MINUTES),
    ...told.map((used, at) =>
      price(`1,000 chats: asked, joined, ended and gone, told to ${CONSOLES[at]} consoles`, used, THOUSAND),
    ),
    price('a month in which nothing happens: the sweep each minute', idle, MINUTES_A_MONTH),
  ];
};

export const printBeside = (lines: readonly Line[]): string =>
  printTable(
    ['beside the typical chat', 'WRU', 'RRU', 'frames', '$'],
    lines.map(({ name, write, read, frames, dollars: cost }) => [
      name,
      write.toFixed(0),
      read.toFixed(0),
      frames.toFixed(0),
      dollars(cost, 2),
    ]),
  );

// What the frames of a chat weigh on the wire: as text, and with what WebSocket, TLS and TCP put around each.
import type { Engine } from '../support/engine.ts';
import { printTable } from './format.ts';
import { framesOf, type Used } from './meter.ts';
import { active, say } from './scenes.ts';

/** Bytes around a frame: TLS 1.3's record (RFC 8446, 5.2: 5 + 1 + 16), and IPv4 with TCP and its time stamps. Each frame goes in a packet of its own. */
const RECORD = 22;
const PACKET = 52;
/** RFC 6455, 5.2: two bytes, two more from 126 bytes on, and four of a mask from a browser; a frame here is of some 100 to 300. */
const HEADER = 4;
const MASK = 4;

/** Both sides of a chat ask after so many seconds of silence (web/connection/conversation.ts), and a console says that often that it is there. */
const SILENCE_S = 40;

export interface Wire {
  readonly name: string;
  readonly frames: number;
  readonly text: number;
  readonly wire: number;
}

const weigh = (name: string, used: Used, times = 1): Wire => {
  const around = framesOf(used) * (RECORD + PACKET + HEADER) + used.sent * MASK;
  return {
    name,
    frames: times * framesOf(used),
    text: times * used.bytes,
    wire: times * (used.bytes + around),
  };
};

const together = (name: string, ...all: readonly Wire[]): Wire => ({
  name,
  frames: all.reduce((sum, { frames }) => sum + frames, 0),
  text: all.reduce((sum, { text }) => sum + text, 0),
  wire: all.reduce((sum, { wire }) => sum + wire, 0),
});

export const measureWire = async (engine: Engine): Promise<Wire[]> => {
  const scene = await active(engine);
  const { rig, jan, anna, chatId } = scene;
  const during = async (work: () => Promise<unknown>): Promise<Used> => {
    const spent = rig.meter.mark();
    await work();
    return spent();
  };
  const message = await during(() => say(jan, scene, 3));
  const preview = await during(() =>
    jan.ask('chat.preview', { chatId, rev: 1, text: 'Een halve zin van dertig tekens' }),
  );
  const sync = await during(() => jan.ask('chat.sync', { chatId, sid: jan.sid, after: 4 }));
  const beat = await during(() => anna.ask('duty.beat', {}));
  rig.stop();
  const aMinute = 60 / SILENCE_S;
  const asked = weigh('a minute at rest, the portal', sync, aMinute);
  return [
    weigh('a message of 60 characters: sent, acknowledged, passed on', message),
    weigh('a preview of 31 characters: sent, passed on', preview),
    asked,
    together('a minute at rest, a console with one chat', asked, weigh('', beat, aMinute)),
  ];
};

export const printWire = (all: readonly Wire[]): string =>
  printTable(
    ['on the wire', 'frames', 'bytes of text', 'bytes with WebSocket, TLS and TCP'],
    all.map(({ name, frames, text, wire }) => [name, frames, Math.round(text), Math.round(wire)]),
  );

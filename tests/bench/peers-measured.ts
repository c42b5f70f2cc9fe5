// What other chats took on one machine, measured once by hand on 2026-11-29: their code is not ours to keep, so these are figures and not a program. No figures of ours but those of the same run.
import { printTable } from './format.ts';

/**
 * AWS's own samples, on the engine and the end of @connections that ours ran on, in turn: aws-samples/simple-websockets-chat-app at
 * fb1f0d6 (2026-01, SDK 3), aws-samples/websocket-chat-application at 81c24eb (2025-12, SDK 2, without its tracer and logger).
 */
const samples = [
  ['stores a message; exactly once; asks who may', 'yes; yes; yes', 'no; no; no', 'yes; no; no'],
  ['posts for a message with 2 / 100 / 1,000 clients', '2 / 2 / 2', '2 / 100 / 1,000', '2 / 100 / 1,000'],
  ['RRU for a message', '0.5 / 0.5 / 0.5', '0.5 / 0.5 / 4.5', '0.5 / 1 / 8'],
  ['× ours at p50, of pairs', '1', '0.84 / 9.2 / 79', '0.66 / 7.5 / 76'],
  ['$ a million messages', '4.58 / 4.58 / 4.58', '3.8 / 115 / 1,142', '4.5 / 116 / 1,143'],
] as const;

/** LiveHelperChat/livehelperchat at c15cd17 (2026-08) with PHP 8.2 and MariaDB 10.11: it asks every 3.5 s whether there is something new. */
const polling = [
  ['Enter to shown, customer to agent, p10 / p50 / p90 ms', '57 / 64 / 85', '697 / 2,345 / 3,268'],
  ['agent to customer', '63 / 72 / 143', '766 / 2,590 / 3,565'],
  ['a page before any click: requests, bytes with brotli', 'in the page; 1,019', '15; 206,179'],
  ['a chat at rest, a minute, the customer', '1.3 frames, 378 bytes', '17 requests, 7,972 bytes'],
  ['the same, the agent', '3.8 frames', '24 requests'],
] as const;

export const printMeasuredPeers = (): string =>
  [
    printTable(
      ['2026-11-29, one machine', 'ours then', 'simple-websockets-chat-app', 'websocket-chat-application'],
      samples,
    ),
    printTable(['2026-11-29, one machine', 'ours then', 'Live Helper Chat'], polling),
  ].join('\n\n');

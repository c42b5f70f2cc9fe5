// The helpdesk's side as a small script: serves the built console under its CSP and answers its frames and requests. For looking at the screen; the journeys use the real one.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ChatId, ChatSummary, Entry } from '../../../../shared/model.ts';
import { type Answer, addEntry, changeChat, createFakeDesk, type FakeDesk, type Frame } from './fake-desk.ts';
import { answerFrame } from './fake-frames.ts';
import { answerRoute } from './fake-routes.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export interface FakeHelpdesk extends FakeDesk {
  readonly url: string;
  readonly frames: readonly Frame[];
  /** Answers the next frame of this action otherwise; `undefined` never answers. */
  once(action: string, answer: (frame: Frame) => Answer): void;
  /** Adds to the log of a chat and tells it. */
  say(chatId: ChatId, entry: (seq: number) => Entry): void;
  /** Changes a chat's summary and tells every console. */
  change(chatId: ChatId, change: Partial<ChatSummary>): void;
  dropConnections(): void;
  stop(): Promise<void>;
}

export const startFakeHelpdesk = async (siteDir: string): Promise<FakeHelpdesk> => {
  const sockets = new Set<WebSocket>();
  const frames: Frame[] = [];
  const onces = new Map<string, ((frame: Frame) => Answer)[]>();
  const desk = createFakeDesk((event) => {
    for (const socket of sockets) socket.send(JSON.stringify(event));
  });

  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (path.startsWith('/api/')) {
      const result = answerRoute(
        desk,
        `${request.method} ${path}`,
        await readJson(request),
        Object.fromEntries(searchParams),
      );
      response.writeHead('ok' in result ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(result));
      return;
    }
    const file = join(siteDir, extname(path) ? path : '/index.html');
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': csp });
    response.end(await readFile(file));
  });

  new WebSocketServer({ server, path: '/ws' }).on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (data) => {
      const frame: Frame = JSON.parse(String(data));
      frames.push(frame);
      const once = onces.get(frame.action)?.shift();
      const result = once ? once(frame) : answerFrame(desk, frame);
      if (result) socket.send(JSON.stringify({ re: frame.id, ...result }));
    });
  });

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return Object.assign(desk, {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    frames,
    once: (action: string, given: (frame: Frame) => Answer) =>
      void onces.set(action, [...(onces.get(action) ?? []), given]),
    say: (chatId: ChatId, entry: (seq: number) => Entry) => void addEntry(desk, chatId, entry),
    change: (chatId: ChatId, changed: Partial<ChatSummary>) => void changeChat(desk, chatId, changed),
    dropConnections: () => {
      for (const socket of sockets) socket.terminate();
    },
    stop: async () => {
      for (const socket of sockets) socket.terminate();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  });
};

const readJson = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : {};
};

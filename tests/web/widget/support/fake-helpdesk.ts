// The portal's server with a helpdesk the test plays itself: the built pages, made-up answers, and a socket that keeps one chat.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';

type Frame = Readonly<Record<string, unknown>> & { readonly id?: number; readonly action?: string };
type Entry = Readonly<Record<string, unknown>> & { readonly seq: number; readonly kind: string };
type Answer =
  | { readonly ok: unknown }
  | { readonly error: { readonly code: string; readonly retryAfterSeconds?: number } };

const jan = { role: 'customer', id: 'c'.repeat(22), name: 'jansen' };

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
};

/** Stricter than any page needs: whatever gets past this gets past the real one. */
const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export const createFakeHelpdesk = async (siteDir: string) => {
  const sockets = new Set<WebSocket>();
  let connected = 0;
  const frames: Frame[] = [];
  const posts: { readonly path: string; readonly body: unknown }[] = [];
  /** What the test wants answered instead, by action. */
  const answersByAction = new Map<string, Answer | 'nothing'>();
  let room = { open: true, rev: 1 };
  let chats = 0;
  let chatId = 'k'.repeat(22);
  let entries: Entry[] = [];
  let agents: { id: string; name: string }[] = [];
  let customer = { nickname: 'jansen', email: '' };
  let isLive = false;
  let isRefusing = false;
  /** Why the page of this customer is let in no more. */
  let isOut: string | undefined;
  let preview = true;
  let endsAt: number | undefined;
  let transcript: Answer = { ok: { url: '/chat.pdf' } };
  const welcome = 'Welkom bij de helpdesk. Waarmee kunnen wij u helpen?';

  const isEnded = () => entries.some(({ kind }) => kind === 'ended');
  const chat = () => ({
    id: chatId,
    ...customer,
    state: isEnded() ? 'ended' : agents.length > 0 ? 'active' : entries.length > 1 ? 'waiting' : 'online',
    agents,
  });
  const append = (entry: Readonly<Record<string, unknown>> & { readonly kind: string }): Entry => {
    const added = { at: Date.now(), ...entry, seq: entries.length + 1 };
    entries.push(added);
    return added;
  };
  const push = (event: object) => {
    for (const socket of sockets) socket.send(JSON.stringify(event));
  };
  const tell = (entry: Parameters<typeof append>[0]) =>
    push({ event: 'entries.added', chatId, entries: [append(entry)] });
  const names: string[] = [];
  const idOf = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return String(names.indexOf(name)).padStart(22, 'a');
  };
  let made = 0;
  const cid = () => String(++made).padStart(22, 'x');

  const answer = (frame: Frame): Answer | 'nothing' => {
    const wanted = answersByAction.get(String(frame.action));
    if (wanted) return wanted;
    const after = Number(frame.after ?? 0);
    const position = () => ({
      ok: { seq: entries.length, entries: entries.filter(({ seq }) => seq > after) },
    });
    switch (frame.action) {
      case 'ping':
        return { ok: {} };
      case 'lobby.enter':
        return isLive
          ? { ok: { open: false, rev: 0, chatId, nickname: 'jansen' } }
          : { ok: { ...room, nickname: 'jansen' } };
      case 'chat.start':
        if (isLive && !isEnded()) return { ok: { chat: chat(), entries, preview } };
        isLive = true;
        chatId = String(++chats).padStart(22, 'k');
        entries = [];
        agents = [];
        customer = { nickname: String(frame.nickname) || 'jansen', email: String(frame.email) };
        append({ kind: 'started', nickname: customer.nickname, welcome });
        return { ok: { chat: chat(), entries, preview } };
      case 'chat.sync':
        if (!isLive) return { error: { code: 'not_found' } };
        return {
          ok: {
            chat: chat(),
            entries: entries.filter(({ seq }) => seq > after),
            more: false,
            preview,
            endsAt,
            now: Date.now(),
          },
        };
      case 'chat.say':
        tell({ kind: 'message', cid: frame.cid, author: jan, text: frame.text });
        return position();
      case 'chat.end':
        tell({ kind: 'ended', cid: frame.cid, reason: 'customer', by: jan });
        return position();
      case 'chat.dismiss':
        isLive = false;
        return { ok: {} };
      case 'chat.stay':
        endsAt = undefined;
        push({ event: 'chat.expiring', chatId, seq: entries.length, now: Date.now() });
        return { ok: {} };
      case 'chat.rate':
        return Number(frame.stars) < 3 && String(frame.comment).trim() === ''
          ? { error: { code: 'comment_required' } }
          : { ok: {} };
      default:
        return 'nothing';
    }
  };

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const json = (body: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (isOut && path.startsWith('/api/')) {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: isOut } }));
      return;
    }
    if (path === '/api/session') {
      const user = { id: jan.id, login: 'jansen', name: 'Jan Jansen', role: 'customer' };
      json({ ok: { user, permissions: ['chat'] } });
      return;
    }
    if (path === '/api/my-tickets' && request.method === 'GET') {
      json({ ok: { tickets: [] } });
      return;
    }
    if (path.startsWith('/api/')) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      posts.push({ path, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
      json(path === '/api/my-tickets' ? { ok: { number: 1001 } } : transcript);
      return;
    }
    if (path === '/chat.pdf') {
      response
        .writeHead(200, {
          'content-type': types['.pdf'],
          'content-disposition': 'attachment; filename="chat.pdf"',
        })
        .end('%PDF-1.7');
      return;
    }
    const file = extname(path) ? path : '/index.html';
    if (!existsSync(join(siteDir, file))) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': csp,
    });
    response.end(await readFile(join(siteDir, file)));
  });

  const hub = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    if (isRefusing) {
      stream.destroy();
      return;
    }
    hub.handleUpgrade(request, stream, head, (socket) => {
      sockets.add(socket);
      connected++;
      socket.on('close', () => sockets.delete(socket));
      socket.on('message', (data) => {
        const frame: Frame = JSON.parse(String(data));
        frames.push(frame);
        const given = answer(frame);
        if (given !== 'nothing') socket.send(JSON.stringify({ re: frame.id, ...given }));
      });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  return {
    url: `http://localhost:${port}`,
    frames,
    posts,
    push,
    /** How many connections there have been. */
    connections: () => connected,
    isConnected: () => sockets.size > 0,
    entries: () => entries,
    asked: (action: string) => frames.filter((frame) => frame.action === action),
    setRoom: (open: boolean) => {
      room = { open, rev: room.rev + 1 };
      push({ event: 'room.changed', ...room });
    },
    /** An agent joins. */
    join: (name: string) => {
      const agent = { id: idOf(name), name };
      agents = [...agents, agent];
      tell({ kind: 'joined', cid: cid(), agent });
    },
    leave: (name: string) => {
      const agent = agents.find((one) => one.name === name);
      agents = agents.filter((one) => one !== agent);
      tell({ kind: 'left', cid: cid(), agent });
    },
    say: (name: string, text: string, at = Date.now()) =>
      tell({
        kind: 'message',
        at,
        cid: cid(),
        author: { role: 'agent', id: idOf(name), name },
        text,
      }),
    /** What the customer said in an earlier page or on another device. */
    heard: (text: string, at = Date.now()) => tell({ kind: 'message', at, cid: cid(), author: jan, text }),
    types: (name: string) => push({ event: 'agent.typing', chatId, name }),
    end: (reason: string) => tell({ kind: 'ended', reason }),
    /** What a helpdesk of a later release has to say. */
    sayInNewWords: (kind: string, more: object = {}) => tell({ ...more, kind }),
    /** A chat that was started before this page was opened. */
    begin: (who: Partial<typeof customer> = {}) => {
      customer = { ...customer, ...who };
      isLive = true;
      entries = [];
      append({ kind: 'started', nickname: customer.nickname, welcome });
    },
    /** As if the chat had never been. */
    vanish: () => {
      isLive = false;
    },
    answerWith: (action: string, given: Answer | 'nothing' | undefined) => {
      if (given) answersByAction.set(action, given);
      else answersByAction.delete(action);
    },
    setTranscript: (given: Answer) => {
      transcript = given;
    },
    setPreview: (on: boolean) => {
      preview = on;
    },
    /** The setting is changed while a chat runs. */
    switchPreview: (on: boolean) => {
      preview = on;
      push({ event: 'preview.switched', chatId, on });
    },
    /** The chat times out in so many milliseconds. */
    expireIn: (ms: number) => {
      endsAt = Date.now() + ms;
      push({ event: 'chat.expiring', chatId, seq: entries.length, endsAt, now: Date.now() });
    },
    /** Cuts every connection, and refuses new ones until told otherwise. */
    goDown: () => {
      isRefusing = true;
      for (const socket of sockets) socket.terminate();
    },
    /** The session is over, or the account blocked: every connection is cut, and no page let in. */
    shutOut: (code: 'not_signed_in' | 'account_blocked') => {
      isOut = code;
      isRefusing = true;
      for (const socket of sockets) socket.close();
    },
    comeUp: () => {
      isRefusing = false;
    },
    stop: async () => {
      for (const socket of sockets) socket.terminate();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

export type FakeHelpdesk = Awaited<ReturnType<typeof createFakeHelpdesk>>;

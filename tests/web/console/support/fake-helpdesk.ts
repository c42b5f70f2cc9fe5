// The helpdesk's side as a small script: serves the built console under its CSP and answers its frames and requests. For looking at the screen; the journeys use the real one.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Refusal } from '../../../../shared/errors.ts';
import type { ServerEvent } from '../../../../shared/events.ts';
import type {
  AgentSummary,
  AgentTicket,
  AuditLine,
  ChatId,
  ChatSummary,
  Cid,
  Entry,
  Permission,
  Settings,
  StandardText,
  TicketForm,
  UserId,
} from '../../../../shared/model.ts';
import { aForm, anAgent, anna, asAuthor, settings } from './builders.ts';

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

export interface Frame {
  readonly id: number;
  readonly action: string;
  readonly chatId?: ChatId;
  readonly cid?: Cid;
  readonly after?: number;
  readonly text?: string;
  readonly fields?: Partial<TicketForm>;
  readonly agent?: UserId;
  readonly note?: string;
  readonly transfer?: boolean;
  readonly textId?: string;
}
type Answer = { readonly ok: unknown } | { readonly error: Refusal } | undefined;

export interface Request {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakeHelpdesk {
  readonly url: string;
  readonly frames: readonly Frame[];
  /** Over HTTP, but for signing in and out. */
  readonly requests: readonly Request[];
  isSignedIn: boolean;
  readonly chats: Map<ChatId, ChatSummary>;
  readonly logs: Map<ChatId, Entry[]>;
  readonly forms: Map<ChatId, TicketForm>;
  readonly agents: AgentSummary[];
  readonly tickets: Map<number, AgentTicket>;
  categories: string[];
  permissions: Permission[];
  settings: Settings;
  readonly texts: Map<string, StandardText>;
  readonly audit: AuditLine[];
  /** Answers the next frame of this action otherwise; `undefined` never answers. */
  once(action: string, answer: (frame: Frame) => Answer): void;
  push(event: ServerEvent): void;
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
  const requests: Request[] = [];
  const onces = new Map<string, ((frame: Frame) => Answer)[]>();

  const push = (event: ServerEvent) => {
    for (const socket of sockets) socket.send(JSON.stringify(event));
  };
  const log = (chatId: ChatId) => desk.logs.get(chatId) ?? [];
  const say = (chatId: ChatId, entry: (seq: number) => Entry, isQuiet = false) => {
    const added = entry(log(chatId).length + 1);
    desk.logs.set(chatId, [...log(chatId), added]);
    if (!isQuiet) push({ event: 'entries.added', chatId, entries: [added] });
    return added;
  };
  const change = (chatId: ChatId, changed: Partial<ChatSummary>) => {
    const chat = desk.chats.get(chatId);
    if (!chat) throw new Error(`no chat ${chatId}`);
    const next = { ...chat, ...changed, rev: chat.rev + 2 };
    desk.chats.set(chatId, next);
    push({ event: 'chat.changed', chat: next });
    return next;
  };

  const answerChat = (frame: Frame, chatId: ChatId): Answer => {
    const chat = desk.chats.get(chatId);
    if (!chat) return { error: { code: 'not_found' } };
    const after = frame.after ?? 0;
    switch (frame.action) {
      case 'chat.sync':
        return {
          ok: { chat, entries: log(chatId).slice(after), more: false, preview: true, now: Date.now() },
        };
      case 'chat.watch':
        return { ok: { chat, entries: log(chatId).slice(after), more: false } };
      case 'chat.unwatch':
        return { ok: {} };
      case 'chat.invite': {
        const { id, name } = desk.agents.find((agent) => agent.id === frame.agent) ?? anna;
        const { note = '', transfer = false } = frame;
        const invitation = { agent: { id, name }, by: anna, note, transfer, at: Date.now() };
        change(chatId, { invitations: [...chat.invitations, invitation] });
        return { ok: {} };
      }
      case 'chat.withdraw':
      case 'chat.decline': {
        const whose = frame.agent ?? anna.id;
        change(chatId, { invitations: chat.invitations.filter(({ agent }) => agent.id !== whose) });
        return { ok: {} };
      }
      case 'chat.leave':
        if (chat.agents.length < 2) return { error: { code: 'last_agent' } };
        change(chatId, { agents: chat.agents.filter(({ id }) => id !== anna.id) });
        return { ok: {} };
      case 'chat.join': {
        say(
          chatId,
          (seq) => ({ kind: 'joined', seq, at: Date.now(), cid: frame.cid ?? ('' as Cid), agent: anna }),
          true,
        );
        const joined = change(chatId, {
          state: 'active',
          agents: [...chat.agents, anna],
          invitations: chat.invitations.filter(({ agent }) => agent.id !== anna.id),
          waitingSince: undefined,
        });
        return {
          ok: {
            chat: joined,
            entries: log(chatId),
            form: desk.forms.get(chatId) ?? aForm({ email: chat.email ?? '' }),
          },
        };
      }
      case 'chat.say':
        say(
          chatId,
          (seq) => ({
            kind: 'message',
            seq,
            at: Date.now(),
            cid: frame.cid ?? ('' as Cid),
            author: asAuthor(anna),
            text: frame.text ?? '',
          }),
          true,
        );
        return { ok: { seq: log(chatId).length, entries: log(chatId).slice(after) } };
      case 'chat.end':
        say(
          chatId,
          (seq) => ({ kind: 'ended', seq, at: Date.now(), reason: 'agent', by: asAuthor(anna) }),
          true,
        );
        change(chatId, { state: 'ended', ended: { at: Date.now(), reason: 'agent' } });
        return { ok: { seq: log(chatId).length, entries: log(chatId).slice(after) } };
      case 'chat.form':
        return { ok: desk.forms.get(chatId) ?? aForm({ email: chat.email ?? '' }) };
      case 'chat.fill':
        desk.forms.set(chatId, { ...(desk.forms.get(chatId) ?? aForm()), ...frame.fields });
        return { ok: {} };
      case 'chat.save':
        change(chatId, { state: 'closed', ticket: 1042 });
        return { ok: { ticket: 1042 } };
      case 'chat.delete':
        change(chatId, { state: 'closed' });
        return { ok: {} };
      case 'chat.undelete':
        change(chatId, { state: 'ended' });
        return { ok: {} };
      default:
        return undefined;
    }
  };

  const listUnclosed = () =>
    [...desk.chats.values()]
      .filter((chat) => chat.state !== 'closed' && (chat.ended || chat.goneSince || chat.agents.length === 0))
      .map((chat) => {
        const last = log(chat.id).findLast((entry) => entry.kind === 'message');
        return { chat, last: last && { at: last.at, text: last.text } };
      });
  const changeSettings = (frame: Frame) => {
    const { id: _, action: __, ...given } = frame as unknown as Settings & Frame;
    desk.settings = { ...given, rev: given.rev + 1 };
    return desk.settings;
  };
  const saveText = (text: StandardText) => {
    const next = { ...text, rev: (desk.texts.get(text.id)?.rev ?? 0) + 1 };
    desk.texts.set(text.id, next);
    return next;
  };

  const answer = (frame: Frame): Answer => {
    const once = onces.get(frame.action)?.shift();
    if (once) return once(frame);
    const me = desk.agents[0] ?? anAgent(anna);
    switch (frame.action) {
      case 'ping':
      case 'duty.beat':
        return { ok: {} };
      case 'desk.enter':
        return {
          ok: {
            me: anna,
            permissions: desk.permissions,
            settings: desk.settings,
            categories: desk.categories,
            now: Date.now(),
            chats: [...desk.chats.values()].filter((chat) => chat.state !== 'closed'),
            agents: desk.agents,
            connected: desk.agents.map(({ id }) => id),
          },
        };
      case 'duty.start':
      case 'duty.stop':
        desk.agents[0] = { ...me, onDuty: frame.action === 'duty.start' };
        return { ok: desk.agents[0] };
      case 'unclosed.list':
        return { ok: { chats: listUnclosed() } };
      case 'settings.change':
        return { ok: changeSettings(frame) };
      case 'text.list':
        return { ok: { texts: [...desk.texts.values()] } };
      case 'text.save': {
        const { id: _, textId = `text-${frame.id}`, ...text } = frame;
        return { ok: saveText({ ...text, id: textId } as unknown as StandardText) };
      }
      case 'text.delete':
        desk.texts.delete(frame.textId ?? '');
        return { ok: {} };
      case 'usage.read':
        return {
          ok: {
            month: '2026-11',
            chats: 1234,
            messages: 24_680,
            minutes: 12_345.5,
            dollars: 0.2914,
            pricedOn: '2026-08-15',
          },
        };
      default:
        return frame.chatId ? answerChat(frame, frame.chatId) : { error: { code: 'unknown_action' } };
    }
  };

  const listTickets = ({ status = 'unsolved', text = '', from, assignee }: Record<string, string>) => {
    const found = [...desk.tickets.values()]
      .filter(
        (ticket) =>
          (status === 'all' ||
            (status === 'unsolved' ? ticket.status !== 'solved' : ticket.status === status)) &&
          `${ticket.subject} ${ticket.customer.name}`.toLowerCase().includes(text.toLowerCase()) &&
          (!assignee || (ticket.assignee?.id ?? 'none') === assignee) &&
          (!from || ticket.number < Number(from)),
      )
      .sort((a, b) => b.number - a.number);
    const page = found.slice(0, 4);
    return {
      tickets: page,
      ...(found.length > 4 && { next: String(page.at(-1)?.number) }),
      customer: page[0]?.customer,
    };
  };
  const addReply = (ticket: AgentTicket, body: Record<string, unknown>): AgentTicket => {
    const item = {
      kind: 'message',
      at: Date.now(),
      author: asAuthor(anna),
      text: String(body.text),
      cid: String(body.cid) as Cid,
    } as const;
    const isKnown = ticket.history.some((one) => one.kind === 'message' && one.cid === item.cid);
    const next: AgentTicket = {
      ...ticket,
      status: body.solve === true ? 'solved' : 'open',
      history: isKnown ? ticket.history : [...ticket.history, item],
    };
    desk.tickets.set(ticket.number, next);
    return next;
  };

  const answerRoute = (name: string, body: Record<string, unknown>, query: Record<string, string>) => {
    const session = {
      user: { id: anna.id, login: 'anna', name: 'Anna de Boer', role: 'agent' },
      permissions: desk.permissions,
    };
    const number = Number(/\/tickets\/(\d+)/.exec(name)?.[1]);
    const ticket = desk.tickets.get(number);
    if (name === 'POST /api/login') desk.isSignedIn = true;
    if (name === 'POST /api/logout') desk.isSignedIn = false;
    if (name === 'POST /api/logout') return { ok: {} };
    if (!desk.isSignedIn) return { error: { code: 'not_signed_in' } };
    if (name === 'POST /api/login' || name === 'GET /api/session') return { ok: session };
    requests.push({ name, query, body });
    if (name === 'GET /api/assignees')
      return { ok: { agents: desk.agents.map(({ id, name }) => ({ id, name })) } };
    if (name === 'GET /api/tickets') return { ok: listTickets(query) };
    if (name === 'GET /api/audit') return { ok: { lines: desk.audit } };
    if (!ticket) return { error: { code: 'not_found' } };
    if (name.startsWith('GET')) return { ok: ticket };
    if (name.endsWith('/replies')) return { ok: addReply(ticket, body) };
    if (body.rev !== ticket.rev) return { error: { code: 'outdated' } };
    const { number: _, rev: __, assignee, ...fields } = body;
    const agent = desk.agents.find(({ id }) => id === assignee);
    const next = {
      ...ticket,
      ...fields,
      ...(assignee !== undefined && { assignee: agent && { id: agent.id, name: agent.name } }),
      rev: ticket.rev + 1,
    };
    desk.tickets.set(number, next);
    return { ok: next };
  };

  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (path.startsWith('/api/')) {
      const result = answerRoute(
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
      const result = answer(frame);
      if (result) socket.send(JSON.stringify({ re: frame.id, ...result }));
    });
  });

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const desk: FakeHelpdesk = {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    frames,
    requests,
    isSignedIn: true,
    chats: new Map(),
    logs: new Map(),
    forms: new Map(),
    agents: [anAgent(anna, { onDuty: false })],
    tickets: new Map(),
    permissions: ['helpdesk'],
    settings,
    texts: new Map(),
    audit: [],
    categories: ['Algemeen', 'Facturen', 'Storing', 'Account'],
    once: (action, given) => onces.set(action, [...(onces.get(action) ?? []), given]),
    push,
    say: (chatId, entry) => void say(chatId, entry),
    change: (chatId, changed) => void change(chatId, changed),
    dropConnections: () => {
      for (const socket of sockets) socket.terminate();
    },
    stop: async () => {
      for (const socket of sockets) socket.terminate();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return desk;
};

const readJson = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : {};
};

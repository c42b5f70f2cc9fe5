// The portal as a customer finds it, without a backend: a session, a few tickets, one of them with every kind of entry.
import type { Cid, CustomerTicket, TicketItem, TicketSummary, UserId } from '../../../shared/model.ts';
import type { Answers, SiteAnswer } from '../../support/serve-site.ts';

const DAY = 86_400_000;
const start = Date.UTC(2026, 2, 3, 13, 5);
const jan = { role: 'customer', id: 'jan', name: 'Jan' };
const anna = { role: 'agent', id: 'anna', name: 'Anna' };

const said = (seq: number, at: number, author: object, text: string) => ({
  seq,
  at,
  kind: 'message',
  cid: `cid-${seq}`,
  author,
  text,
});

/** Written as JSON travels: the page has to cope with what comes over the line. */
const entries: unknown = [
  {
    seq: 1,
    at: start,
    kind: 'started',
    nickname: 'Jan',
    welcome: 'Welkom bij de helpdesk. Waarmee kunnen wij u helpen?',
  },
  said(
    2,
    start + 40_000,
    jan,
    'Goedemiddag, mijn factuur van maart klopt niet.\nEr staat twee keer hetzelfde bedrag op.',
  ),
  said(3, start + 50_000, jan, 'Zie https://example.nl/factuur?nr=2026-03 (of bel mij).'),
  { seq: 4, at: start + 70_000, kind: 'joined', cid: 'cid-4', agent: { id: 'anna', name: 'Anna' } },
  said(5, start + 95_000, anna, 'Goedemiddag Jan, ik kijk het voor u na.'),
  said(6, start + 120_000, anna, 'U heeft gelijk. Zie <b>dit</b> javascript:alert(1) en http://localhost/x.'),
  { seq: 7, at: start + 140_000, kind: 'joined', cid: 'cid-7', agent: { id: 'dalia', name: 'דליה' } },
  said(8, start + 150_000, { role: 'agent', id: 'dalia', name: 'דליה' }, 'שלום, 123 מה שלומך?'),
  { seq: 9, at: start + 160_000, kind: 'left', cid: 'cid-9', agent: { id: 'anna', name: 'Anna' } },
  said(10, start + DAY, jan, `Bedankt! 👍🏽 ${'lang'.repeat(60)}`),
  { seq: 11, at: start + DAY + 60_000, kind: 'ended', reason: 'customer', by: jan },
];

const summary = (
  number: number,
  subject: string,
  status: TicketSummary['status'],
  age: number,
): TicketSummary => ({
  number,
  subject,
  status,
  createdAt: start + DAY - age * DAY,
  changedAt: start + DAY - age * DAY,
  published: true,
});

export const tickets: readonly TicketSummary[] = [
  summary(1042, 'Factuur van maart klopt niet', 'new', 0),
  summary(
    1017,
    'Inloggen lukt niet meer sinds de verhuizing naar het nieuwe kantoor aan de Stationsweg',
    'open',
    12,
  ),
  summary(998, 'أين فاتورتي؟', 'solved', 40),
  summary(7, 'Vraag over het contract', 'solved', 400),
];

const [first] = tickets;
const answered = {
  kind: 'message',
  at: start + DAY + 3_600_000,
  author: anna,
  text: 'De creditnota is onderweg. Zie https://example.nl/creditnota.',
  cid: 'cid-answer',
};

const ticket: Omit<CustomerTicket, 'history'> & { history: readonly unknown[] } = {
  ...(first ?? summary(1, 'x', 'new', 0)),
  history: [{ kind: 'chat', at: start, chatId: 'chat-1', entries }],
};

const aReply = ({ cid = '', text = '' }: Record<string, string>): TicketItem => ({
  kind: 'message',
  at: start + 2 * DAY,
  author: { role: 'customer', id: 'jan' as UserId, name: 'Jan Jansen' },
  text,
  cid: cid as Cid,
});

const ticketOf = ({ replies }: Stub) => ({
  ...ticket,
  history: [...ticket.history, answered, ...replies],
});

export interface Stub {
  signedIn: boolean;
  permissions: readonly string[];
  tickets: readonly TicketSummary[];
  /** Answers the next call of a name otherwise. */
  next: { readonly name: string; readonly answer: SiteAnswer } | undefined;
  replies: TicketItem[];
  profile: { login: string; name: string; email: string; language?: string };
}

export const aStub = (): Stub => ({
  signedIn: true,
  permissions: ['chat'],
  tickets,
  next: undefined,
  replies: [],
  profile: { login: 'jansen', name: 'Jan Jansen', email: 'jan@jansen.example' },
});

export const answersOf =
  (stub: Stub): Answers =>
  ({ name, body, query }) => {
    const { next } = stub;
    if (next?.name === name) {
      stub.next = undefined;
      return next.answer;
    }
    const given: Record<string, string> = Object(body);
    const session = {
      user: { id: 'jan', login: 'jansen', name: stub.profile.name, role: 'customer' },
      language: stub.profile.language,
      permissions: stub.permissions,
    };
    const signedOut = { status: 401, body: { error: { code: 'not_signed_in' } } };
    switch (name) {
      case 'POST /api/login': {
        const right = JSON.stringify(body) === JSON.stringify({ login: 'jansen', password: 'demo' });
        stub.signedIn = right;
        return right
          ? { body: { ok: session } }
          : { status: 401, body: { error: { code: 'wrong_credentials' } } };
      }
      case 'POST /api/logout':
        stub.signedIn = false;
        return { body: { ok: {} } };
      case 'GET /api/session':
        return stub.signedIn ? { body: { ok: session } } : signedOut;
      case 'GET /api/my-tickets': {
        if (!stub.signedIn) return signedOut;
        const { text = '', status = 'all', from } = query;
        const found = stub.tickets.filter(
          (one) =>
            one.subject.toLowerCase().includes(text.toLowerCase()) &&
            (status === 'all' || one.status === status) &&
            (!from || one.number < Number(from)),
        );
        const page = found.slice(0, 3);
        return {
          body: { ok: { tickets: page, ...(found.length > 3 && { next: String(page.at(-1)?.number) }) } },
        };
      }
      case 'GET /api/my-tickets/1042':
        return stub.signedIn ? { body: { ok: ticketOf(stub) } } : signedOut;
      case 'POST /api/chats/chat-1/transcript':
        return stub.signedIn ? { body: { ok: { url: '/gesprek.pdf' } } } : signedOut;
      case 'POST /api/my-tickets/1042/replies': {
        if (!stub.signedIn) return signedOut;
        const known = stub.replies.some((item) => item.kind === 'message' && item.cid === given.cid);
        if (!known) stub.replies.push(aReply(given));
        return { body: { ok: ticketOf(stub) } };
      }
      case 'POST /api/my-tickets':
        return stub.signedIn ? { body: { ok: { number: 1042 } } } : signedOut;
      case 'GET /api/ticket-categories':
        return { body: { ok: { categories: ['Algemeen', 'Facturen'] } } };
      case 'GET /api/profile':
        return stub.signedIn ? { body: { ok: stub.profile } } : signedOut;
      case 'PATCH /api/profile':
        Object.assign(stub.profile, given);
        return { body: { ok: stub.profile } };
      case 'POST /api/profile/password':
        return given.current === 'demo'
          ? { body: { ok: {} } }
          : { status: 403, body: { error: { code: 'wrong_password' } } };
      default:
        return undefined;
    }
  };

/** In place of the chat's script: keeps what it was given, for the test to look at. */
export const chatScript = 'export const mountChat = (options) => { globalThis.mounted = options; };';

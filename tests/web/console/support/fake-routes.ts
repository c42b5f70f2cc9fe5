// How the fake helpdesk of the console's tests answers over HTTP: signing in, tickets, the audit.
import type { AgentTicket, Cid } from '../../../../shared/model.ts';
import { anna, asAuthor } from './builders.ts';
import type { FakeDesk } from './fake-desk.ts';

const listTickets = (
  desk: FakeDesk,
  { status = 'unsolved', text = '', from, assignee }: Record<string, string>,
) => {
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
const addReply = (desk: FakeDesk, ticket: AgentTicket, body: Record<string, unknown>): AgentTicket => {
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

export const answerRoute = (
  desk: FakeDesk,
  name: string,
  body: Record<string, unknown>,
  query: Record<string, string>,
) => {
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
  desk.requests.push({ name, query, body });
  if (name === 'GET /api/assignees')
    return { ok: { agents: desk.agents.map(({ id, name }) => ({ id, name })) } };
  if (name === 'GET /api/tickets') return { ok: listTickets(desk, query) };
  if (name === 'GET /api/audit') return { ok: { lines: desk.audit } };
  if (!ticket) return { error: { code: 'not_found' } };
  if (name.startsWith('GET')) return { ok: ticket };
  if (name.endsWith('/replies')) return { ok: addReply(desk, ticket, body) };
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

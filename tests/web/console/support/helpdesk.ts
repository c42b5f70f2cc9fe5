// The helpdesk of the console's tests: the real one, where Anna's console is the one on the screen and everybody else does as the test says. No browser APIs.
import { type Chat, toSummary } from '../../../../functions/domain/chat.ts';
import { readForm } from '../../../../functions/store/chats.ts';
import { readSettings, writeSettings } from '../../../../functions/store/desk.ts';
import { accountKey, categoriesKey } from '../../../../functions/store/keys.ts';
import { readChat, readEntries } from '../../../../functions/store/log.ts';
import type {
  ChatId,
  ChatSummary,
  Entry,
  Permission,
  Settings,
  TicketForm,
} from '../../../../shared/model.ts';
import { fillLog, fillOpen } from '../../../bench/fill.ts';
import { asScene } from '../../../support/as-scene.ts';
import {
  addAgent,
  addCustomer,
  createDesk,
  type Desk,
  newCid,
  type Person,
  type Tab,
} from '../../../support/desk.ts';
import { type DeskSite, serveDesk } from '../../../support/desk-site.ts';
import type { Engine } from '../../../support/engine.ts';
import { createStaff } from '../../../support/staff.ts';

/** Who says what: an agent's name, or `klant`. */
export type Lines = readonly (readonly [who: string, text: string])[];

/** What is said in a chat that an agent is in, unless the test has other words. */
export const talk = (agent: string): Lines => [
  ['klant', 'Op de factuur van februari staat een bedrag dat ik niet kan plaatsen.'],
  [agent, 'Om welk factuurnummer gaat het?'],
  ['klant', 'Het gaat om 2026-0219. Zie https://portaal.example/facturen/2026-0219.'],
];

export interface Come {
  /** Who joins, after the customer's first line. */
  readonly agents?: readonly string[];
  readonly says?: Lines;
  /** How many milliseconds before now all of it was. */
  readonly ago?: number;
  /** Of the account, when it is not the name in small letters. */
  readonly login?: string;
  readonly nickname?: string;
  readonly email?: string;
}

export type Helpdesk = DeskSite & Awaited<ReturnType<typeof staffed>>;

/** On an empty table. */
export const openHelpdesk = async (engine: Engine, pages: string): Promise<Helpdesk> => {
  const desk = createDesk(engine.db, Date.now);
  const site = await serveDesk({ desk, db: engine.db, site: 'console', pages });
  return { ...site, ...(await staffed(engine, { desk, site })) };
};

const staffed = async (engine: Engine, { desk, site }: { desk: Desk; site: DeskSite }) => {
  const { db } = engine;
  await desk.settings({ max: 20, preview: true, realtimeOnline: true, publish: true });
  await db.put({ ...categoriesKey, names: CATEGORIES, rev: 1 }, asScene);
  const anna: Person = await addAgent(db, 'Anna');
  const own = desk.open(anna, { isCounted: false });
  const staff = createStaff(desk, db, { Anna: own });
  const { boss, passUntil } = staff;
  const customers = new Map<string, Tab>();
  const chatIds = new Map<string, ChatId>();
  let isOnDuty = false;

  const onDuty = async (max = 20) => {
    if (max !== 20) await change({ max });
    if (!isOnDuty || max !== 20) await own.ask('duty.start', {});
    isOnDuty = true;
  };
  /** By name; whoever does something is on duty. */
  const agent = async (name: string): Promise<Tab> => {
    if (name === 'Anna') await onDuty();
    return staff.agent(name);
  };
  /** @param isHeard false: no console is told of it, as when the push is lost. */
  const change = async (settings: Partial<Settings>, { isHeard = true } = {}) => {
    const before = await readSettings(db, { consistent: true });
    if (!isHeard) return void (await writeSettings(db, Math.random, { ...before, ...settings }, []));
    await (await boss()).ask('settings.change', { ...before, ...settings });
  };
  /** Somebody has to be there for a customer to be let in, if only for that moment. */
  const letIn = async (customer: Tab, given: { nickname: string; email: string }) => {
    const input = { sid: customer.sid, ...given };
    const started = await customer.tryTo('chat.start', input);
    if ('ok' in started) return started.ok.chat.id;
    const chief = await boss();
    await chief.ask('duty.start', {});
    const { chat } = await customer.ask('chat.start', input);
    await chief.ask('duty.stop', {});
    return chat.id;
  };

  const known = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name);
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  };
  const chatId = (name: string) => known(chatIds, name);
  const customer = (name: string) => known(customers, name);
  const who = async (name: string, by: string) => (by === 'klant' ? customer(name) : agent(by));
  const entries = (name: string): Promise<Entry[]> => readEntries(db, chatId(name));
  const say = async (name: string, text: string, by = 'klant', ago = 0) => {
    const tab = await who(name, by);
    desk.pass(-ago);
    const { length: after } = await entries(name);
    await tab.ask('chat.say', { chatId: chatId(name), cid: newCid(), after, text });
    desk.pass(ago);
  };
  const join = async (name: string, by: string) => {
    const tab = await agent(by);
    await tab.ask('chat.join', { chatId: chatId(name), sid: tab.sid, cid: newCid(), second: true });
  };
  /** A customer comes; a name names the chat as well. */
  const come = async (name: string, given: Come = {}): Promise<ChatId> => {
    const { agents: there = [], ago = 0, nickname = name, email = '', login = name.toLowerCase() } = given;
    const [first] = there;
    const [question, ...more] = given.says ?? (first ? talk(first) : []);
    for (const one of there) await agent(one);
    desk.pass(-ago);
    const person = await addCustomer(db, login, { name: `${name} Jansen` });
    const tab = desk.open(person);
    customers.set(name, tab);
    chatIds.set(name, await letIn(tab, { nickname, email }));
    if (question) await say(name, question[1], question[0]);
    for (const one of there) await join(name, one);
    for (const [by, text] of more) await say(name, text, by);
    desk.pass(ago);
    return chatId(name);
  };
  const read = async (name: string): Promise<Chat> => {
    const chat = await readChat(db, chatId(name), { consistent: true });
    if (!chat) throw new Error(`The chat of ${name} is gone.`);
    return chat;
  };
  /** Anna and the customer talk on in a chat until its log has so many entries. */
  const talkOn = async (name: string, until: number) => {
    const authors = [customer(name), own].map(({ me: { id, role, name } }) => ({ id, role, name }));
    const { length: from } = await entries(name);
    await fillLog({ engine, now: desk.now, newId: desk.context.newId }, chatId(name), {
      from,
      messages: until - from,
      authors,
    });
  };
  const fill = async (name: string, fields: Partial<TicketForm>, by = 'Anna') => {
    if (Object.keys(fields).length === 0) return;
    await (await agent(by)).ask('chat.fill', { chatId: chatId(name), fields });
  };
  /** Its customer closes the page as well. */
  const endBy = async (name: string, by = 'klant') => {
    const tab = await who(name, by);
    await tab.ask('chat.end', { chatId: chatId(name), cid: newCid(), after: 1 });
    if (by === 'klant') await tab.drop();
  };
  const readTicket = (number: number) =>
    site.request(anna, 'GET /api/tickets/{number}', { path: { number: String(number) } });

  return {
    db,
    desk,
    anna,
    own,
    agent,
    boss,
    customer,
    chatId,
    onDuty,
    change,
    come,
    join,
    say,
    talkOn,
    /** So many chats of others, with an agent each. */
    fillOpen: (chats: number) => fillOpen({ engine, now: desk.now }, chats),
    entries,
    /** A chat of Anna's. */
    mine: (name: string, given: Come = {}) => come(name, { agents: ['Anna'], ...given }),
    /** A question that nobody answered yet. */
    wait: (name: string, ago = 0, text = `Vraag van ${name}`) => come(name, { ago, says: [['klant', text]] }),
    chat: async (name: string): Promise<ChatSummary> => toSummary(await read(name)),
    form: async (name: string): Promise<TicketForm> => readForm(db, await read(name)),
    settings: (): Promise<Settings> => readSettings(db, { consistent: true }),
    texts: async () => (await (await boss()).ask('text.list', {})).texts,
    /** What the customer has in the box. */
    typed: async (name: string, text: string) => {
      const said = (await entries(name)).filter(
        (entry) => entry.kind === 'message' && entry.author.role === 'customer',
      ).length;
      await customer(name).tryTo('chat.preview', {
        chatId: chatId(name),
        rev: said * 2 ** 41 + ++previews,
        text,
      });
    },
    endBy,
    fill,
    /** A chat of Bram's that is over, saved. @returns the number of its ticket. */
    ticket: async (
      name: string,
      { ago, email, ...fields }: Pick<Come, 'ago' | 'email'> & Partial<TicketForm> = {},
    ): Promise<number> => {
      await come(name, { agents: ['Bram'], ...(ago && { ago }), ...(email && { email }) });
      await fill(name, fields, 'Bram');
      await endBy(name);
      return (await (await agent('Bram')).ask('chat.save', { chatId: chatId(name) })).ticket;
    },
    readTicket,
    changeTicket: async (by: string, number: number, fields: object) => {
      const { me } = await agent(by);
      const body = { rev: (await readTicket(number)).rev, ...fields };
      await site.request(me, 'PATCH /api/tickets/{number}', { path: { number: String(number) }, body });
    },
    /** The customer's connection is gone, since so many milliseconds. */
    goAway: async (name: string, ago = 0) => {
      desk.pass(-ago);
      await customer(name).drop();
      desk.pass(ago);
    },
    comeBack: async (name: string) => {
      const tab = desk.open(customer(name).me);
      customers.set(name, tab);
      await tab.ask('chat.sync', { chatId: chatId(name), sid: tab.sid, after: 0 });
    },
    invite: async (
      name: string,
      by: string,
      whom: string,
      given: { note?: string; transfer?: boolean } = {},
    ) => {
      const [host, guest] = [await agent(by), await agent(whom)];
      const input = { chatId: chatId(name), agent: guest.me.id, note: '', transfer: false, ...given };
      await host.ask('chat.invite', input);
    },
    leave: async (name: string, by: string) => {
      await (await agent(by)).ask('chat.leave', { chatId: chatId(name), cid: newCid() });
    },
    /** What Anna may from now on; pages that are open are told when they are loaded again. */
    grant: async (...permissions: Permission[]) => {
      const given = { names: { '#permissions': 'permissions' }, values: { ':permissions': permissions } };
      await db.update(accountKey(anna.id), {
        update: 'SET #permissions = :permissions',
        condition: 'attribute_exists(pk)',
        ...given,
      });
    },
    /** Time goes by until the chat's end is announced. */
    passUntilWarned: (name: string) => staff.passUntilWarned(chatId(name)),
    passUntilEnded: (name: string) => passUntil(chatId(name), ({ ended }) => ended !== undefined),
    /** A colleague is not heard of any more, and the chat with nobody else in it waits again. */
    loseAgent: async (by: string, name: string) =>
      passUntil(chatId(name), ({ awaySince }) => awaySince !== undefined, [await agent(by)]),
  };
};

const CATEGORIES = ['Algemeen', 'Facturen', 'Storing', 'Account'];
let previews = 0;

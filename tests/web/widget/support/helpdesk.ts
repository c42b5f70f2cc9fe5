// The helpdesk of the chat window's tests: the real one, with agents who do as the test says. Independent of any browser.
import { readLive } from '../../../../functions/store/chats.ts';
import { readSettings } from '../../../../functions/store/desk.ts';
import { readChat, readEntries } from '../../../../functions/store/log.ts';
import { markRemoving, removeChat } from '../../../../functions/store/remove.ts';
import type { ChatId, EndReason } from '../../../../shared/model.ts';
import { fillLog } from '../../../bench/fill.ts';
import { PASSWORD } from '../../../support/accounts.ts';
import {
  addCustomer,
  createDesk,
  end,
  join,
  newCid,
  type Person,
  say,
  type Tab,
} from '../../../support/desk.ts';
import { type DeskSite, serveDesk } from '../../../support/desk-site.ts';
import type { Engine } from '../../../support/engine.ts';
import { createStaff } from '../../../support/staff.ts';

const MINUTE = 60_000;
const WELCOME = 'Welkom bij de helpdesk. Waarmee kunnen wij u helpen?';

export type Helpdesk = DeskSite & Awaited<ReturnType<typeof staffed>>;

/** On an empty table, with room for a customer, `jansen`, and Anna on duty. */
export const openHelpdesk = async (engine: Engine, pages: string): Promise<Helpdesk> => {
  const desk = createDesk(engine.db, Date.now);
  const site = await serveDesk({
    desk,
    db: engine.db,
    site: 'portal',
    pages,
    files: { '/chat.pdf': '%PDF-1.7' },
  });
  return { ...site, ...(await staffed(engine, { desk, site })) };
};

const staffed = async (
  engine: Engine,
  { desk, site }: { desk: ReturnType<typeof createDesk>; site: DeskSite },
) => {
  const { db } = engine;
  await desk.settings({ max: 20, timeoutMinutes: 2, preview: true, welcome: WELCOME });
  const customer: Person = await addCustomer(db, 'jansen');
  /** Another page of the customer, or another device. */
  const own = desk.open(customer, { isCounted: false });
  const staff = createStaff(desk, db);
  await staff.agent('Anna');

  const chatId = async (): Promise<ChatId> => {
    const chatId = await readLive(db, customer.id, { consistent: true });
    if (!chatId) throw new Error('The customer has no chat.');
    return chatId;
  };
  const takesPart = async (id: ChatId, agent: Tab) =>
    (await readChat(db, id, { consistent: true }))?.agents.some((one) => one.id === agent.me.id) ?? false;
  /** An agent in the chat, who joins it first if need be. */
  const inChat = async (name: string): Promise<{ readonly id: ChatId; readonly agent: Tab }> => {
    const [id, agent] = [await chatId(), await staff.agent(name)];
    if (!(await takesPart(id, agent))) await join(agent, id, { second: true });
    return { id, agent };
  };
  /** The customer ends the chat and closes it, on another device. */
  const putAway = async (): Promise<ChatId> => {
    const id = await chatId();
    await end(own, id);
    await own.ask('chat.dismiss', { chatId: id });
    return id;
  };

  return {
    customer,
    chatId,
    entries: async () => readEntries(db, await chatId()),
    join: async (name: string) => void (await inChat(name)),
    leave: async (name: string) => {
      const { id, agent } = await inChat(name);
      await agent.ask('chat.leave', { chatId: id, cid: newCid() });
    },
    /** An agent takes own words back. */
    takeBack: async (name: string, text: string) => {
      const { id, agent } = await inChat(name);
      const found = (await readEntries(db, id)).find(
        (entry) => entry.kind === 'message' && entry.text === text,
      );
      await agent.ask('chat.redact', { chatId: id, seq: found?.seq ?? 0, cid: newCid() });
    },
    say: async (name: string, text: string) => {
      const { id, agent } = await inChat(name);
      const { length: after } = await readEntries(db, id);
      await say(agent, id, text, { after });
    },
    /** Anna and the customer talk on until the log has so many entries. */
    talkOn: async (until: number) => {
      const { id, agent } = await inChat('Anna');
      const authors = [agent, own].map(({ me: { id, role, name } }) => ({ id, role, name }));
      const { length: from } = await readEntries(db, id);
      await fillLog({ engine, now: desk.now, newId: desk.context.newId }, id, {
        from,
        messages: until - from,
        authors,
      });
    },
    types: async (name: string) => {
      const { id, agent } = await inChat(name);
      await agent.tryTo('chat.typing', { chatId: id });
    },
    /** What the customer says on another page or device. */
    heard: async (text: string) => void (await say(own, await chatId(), text)),
    /** By Anna, or by the time that passes. */
    end: async (reason: Extract<EndReason, 'agent' | 'timeout' | 'unanswered'>) => {
      if (reason === 'agent') {
        const { id, agent } = await inChat('Anna');
        await end(agent, id);
        return;
      }
      const { ended } = await staff.passUntil(await chatId(), (chat) => chat.ended !== undefined);
      if (ended?.reason !== reason) throw new Error(`The chat ended by ${ended?.reason}.`);
    },
    /** The chat times out in so many milliseconds, a minute at most, and its pages are told. */
    expireIn: async (ms: number) => {
      const id = await chatId();
      const { length: seq } = await readEntries(db, id);
      const endsAt = await staff.passUntilWarned(id);
      desk.pass(MINUTE - ms);
      site.push({ event: 'chat.expiring', chatId: id, seq, endsAt, now: desk.now() });
    },
    /** Everyone who answers goes, or comes back. */
    setRoom: async (isOpen: boolean) => {
      for (const agent of staff.all()) await agent.ask(isOpen ? 'duty.start' : 'duty.stop', {});
    },
    setPreview: async (preview: boolean) => {
      const settings = await readSettings(db, { consistent: true });
      await (await staff.boss()).ask('settings.change', { ...settings, preview });
    },
    /** A chat that was started before this page was opened. */
    begin: async ({ nickname = '', email = '' } = {}) => {
      const { chat } = await own.ask('chat.start', { sid: own.sid, nickname, email });
      return chat;
    },
    /** The account is blocked, or gets another password, so that whoever knew the one before has to sign in again. */
    revokeSession: async (code: 'not_signed_in' | 'account_blocked') => {
      const { me } = await staff.boss();
      const path = { accountId: customer.id };
      if (code === 'account_blocked')
        await site.request(me, 'PUT /api/accounts/{accountId}/blocked', {
          path,
          body: { blocked: true },
        });
      else
        await site.request(me, 'PUT /api/accounts/{accountId}/password', {
          path,
          body: { password: `${PASSWORD} 2` },
        });
    },
    putAway,
    /** As when it was kept long enough. */
    remove: async () => {
      const id = await putAway();
      const chat = await readChat(db, id, { consistent: true });
      const removal = { random: Math.random, now: desk.now(), allowance: { left: 1000 } };
      const marked = chat && (await markRemoving(db, chat));
      if (!(marked && (await removeChat(db, marked, removal)))) throw new Error('It is still there.');
    },
  };
};

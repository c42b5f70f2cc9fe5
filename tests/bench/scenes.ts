// Where a measured action starts from: a small desk with a chat in a given state. No figures of its own.
import { tokenOf } from '../../functions/auth/link-token.ts';
import type { Account } from '../../functions/domain/account.ts';
import { invitationOf } from '../../functions/routes/accounts/account-invite.ts';
import { putLink } from '../../functions/store/links.ts';
import { sendMail } from '../../functions/workflows/send-mail.ts';
import type { ChatId, Cid } from '../../shared/model.ts';
import { SPEAKS } from '../../shared/terms.ts';
import { addCustomerAccount } from '../support/accounts.ts';
import type { Engine } from '../support/engine.ts';
import { textOf } from './human-pace.ts';
import { createRig, type Rig, type Socket } from './rig.ts';

/** A desk with one agent on duty, who may do everything, and a customer on a page of the portal. */
export interface Scene {
  readonly rig: Rig;
  readonly anna: Socket;
  readonly jan: Socket;
  /** Of the browser of each. */
  readonly annasCookie: string;
  readonly jansCookie: string;
}

export interface ChatScene extends Scene {
  readonly chatId: ChatId;
}

/** A second agent is on duty too, with a console that is told of everything. */
export interface TeamScene extends ChatScene {
  readonly bram: Socket;
}

export interface TicketScene extends ChatScene {
  readonly ticket: number;
}

export const cidOf = (rig: Rig): Cid => rig.newId() as string as Cid;

export const desk = async (engine: Engine, options: Parameters<typeof createRig>[1] = {}): Promise<Scene> => {
  const rig = await createRig(engine, options);
  const agent = await rig.agent(['helpdesk', 'manage', 'administer']);
  const customer = await rig.customer();
  const anna = await rig.open(agent);
  await anna.ask('desk.enter', { sid: anna.sid, speaks: SPEAKS });
  await anna.ask('duty.start', {});
  const jan = await rig.open(customer);
  return {
    rig,
    anna,
    jan,
    annasCookie: await rig.cookieOf(agent),
    jansCookie: await rig.cookieOf(customer),
  };
};

/** Before anyone is on duty and before any page is open. */
export const closedDesk = async (engine: Engine): Promise<Scene> => {
  const rig = await createRig(engine);
  const agent = await rig.agent(['helpdesk', 'manage', 'administer']);
  const customer = await rig.customer();
  return {
    rig,
    anna: await rig.open(agent),
    jan: await rig.open(customer),
    annasCookie: await rig.cookieOf(agent),
    jansCookie: await rig.cookieOf(customer),
  };
};

export const online = async (engine: Engine): Promise<ChatScene> => {
  const scene = await desk(engine);
  const { chat } = await start(scene);
  return { ...scene, chatId: chat.id };
};

export const waiting = async (engine: Engine): Promise<ChatScene> => {
  const scene = await online(engine);
  await say(scene.jan, scene, 1);
  return scene;
};

export const active = async (engine: Engine): Promise<ChatScene> => {
  const scene = await waiting(engine);
  await join(scene.anna, scene);
  return scene;
};

const withBram = async (scene: ChatScene): Promise<TeamScene> => {
  const bram = await scene.rig.open(await scene.rig.agent());
  await bram.ask('desk.enter', { sid: bram.sid });
  await bram.ask('duty.start', {});
  return { ...scene, bram };
};

export const team = async (engine: Engine): Promise<TeamScene> => withBram(await active(engine));

/** Bram alone takes part in the chat. */
export const brams = async (engine: Engine): Promise<TeamScene> => {
  const scene = await withBram(await waiting(engine));
  await join(scene.bram, scene);
  return scene;
};

/** Bram's console is not heard of any more, and the sweep is about to notice; Anna's is. */
export const silent = async (engine: Engine): Promise<TeamScene> => {
  const scene = await brams(engine);
  await scene.rig.sweep();
  scene.rig.pass(120_000);
  await scene.anna.ask('duty.beat', {});
  return scene;
};

/** Bram is gone, and the chat waits. */
export const away = async (engine: Engine): Promise<TeamScene> => {
  const scene = await silent(engine);
  await scene.rig.sweep();
  return scene;
};

export const invited = async (engine: Engine): Promise<TeamScene> => {
  const scene = await team(engine);
  await invite(scene);
  return scene;
};

export const together = async (engine: Engine): Promise<TeamScene> => {
  const scene = await team(engine);
  await join(scene.bram, scene, true);
  return scene;
};

export const watched = async (engine: Engine): Promise<ChatScene> => {
  const scene = await active(engine);
  const { anna, chatId } = scene;
  await anna.ask('chat.watch', { chatId, sid: anna.sid, after: 0 });
  return scene;
};

/** Anna noted something for her colleagues. */
export const noted = async (engine: Engine): Promise<ChatScene> => {
  const scene = await active(engine);
  const { rig, anna, chatId } = scene;
  await anna.ask('chat.note', { chatId, cid: cidOf(rig), after: 0, text: 'Belt vaker over de factuur' });
  return scene;
};

export const ended = async (engine: Engine): Promise<ChatScene> => {
  const scene = await active(engine);
  await end(scene, 3);
  return scene;
};

export const deleted = async (engine: Engine): Promise<ChatScene> => {
  const scene = await ended(engine);
  await scene.anna.ask('chat.delete', { chatId: scene.chatId });
  return scene;
};

export const saved = async (engine: Engine): Promise<TicketScene> => {
  const scene = await ended(engine);
  const { ticket } = await scene.anna.ask('chat.save', { chatId: scene.chatId });
  return { ...scene, ticket };
};

/** The sweep has been a minute ago. */
export const swept = async (engine: Engine): Promise<ChatScene> => {
  const scene = await active(engine);
  await scene.rig.sweep();
  scene.rig.pass(60_000);
  return scene;
};

/** The timer of the start is due, and the chat has gone on meanwhile; the leases were looked at before. */
export const dueSoon = async (engine: Engine): Promise<ChatScene> => {
  const scene = await active(engine);
  for (let minute = 0; minute < 14; minute++) {
    await scene.anna.ask('duty.beat', {});
    await scene.rig.sweep();
    scene.rig.pass(60_000);
  }
  await say(scene.anna, scene, 3);
  return scene;
};

/** The customer has been silent until a minute before the time-out. */
export const dueNow = async (engine: Engine): Promise<ChatScene> => {
  const scene = await active(engine);
  await say(scene.anna, scene, 3);
  return untilDue(scene);
};

/** The agent has. */
export const unanswered = async (engine: Engine): Promise<ChatScene> => untilDue(await active(engine));

const untilDue = async (scene: ChatScene): Promise<ChatScene> => {
  for (let minute = 0; minute < 14; minute++) {
    await scene.anna.ask('duty.beat', {});
    await scene.rig.sweep();
    scene.rig.pass(60_000);
  }
  return scene;
};

/** Both sides were told that the chat times out, a minute ago. */
export const warned = async (engine: Engine): Promise<ChatScene> => aMinuteOn(await dueNow(engine));

/** The agents were told that it ends without their answer. */
export const missed = async (engine: Engine): Promise<ChatScene> => aMinuteOn(await unanswered(engine));

const aMinuteOn = async (scene: ChatScene): Promise<ChatScene> => {
  await scene.anna.ask('duty.beat', {});
  await scene.rig.sweep();
  scene.rig.pass(60_000);
  return scene;
};

export const start = ({ jan }: Scene, more: { readonly asks?: boolean } = {}) =>
  jan.ask('chat.start', { sid: jan.sid, nickname: 'Jan', email: 'jan@example.nl', ...more });

export const say = (socket: Socket, { rig, chatId }: ChatScene, after: number, text = textOf(after)) =>
  socket.ask('chat.say', { chatId, cid: cidOf(rig), after, text });

export const join = (socket: Socket, { rig, chatId }: ChatScene, second = false) =>
  socket.ask('chat.join', { chatId, sid: socket.sid, cid: cidOf(rig), second });

export const invite = ({ anna, bram, chatId }: TeamScene) =>
  anna.ask('chat.invite', { chatId, agent: bram.account.id, note: 'Weet jij dit?', transfer: false });

export const end = ({ rig, jan, chatId }: ChatScene, after: number) =>
  jan.ask('chat.end', { chatId, cid: cidOf(rig), after });

export const rate = ({ jan, chatId }: ChatScene) =>
  jan.ask('chat.rate', { chatId, stars: 5, comment: 'Snel en goed geholpen.' });

/** The PDF, as the customer asks for it. */
export const download = ({ rig, jan, jansCookie, chatId }: ChatScene) =>
  rig.request('POST /api/chats/{chatId}/transcript', {
    account: jan.account,
    cookie: jansCookie,
    path: { chatId },
    body: { language: 'nl', timeZone: 'Europe/Amsterdam' },
  });

/** A customer with an address, who has a link to choose a password. */
export interface LinkedScene extends Scene {
  readonly zoe: Account;
  readonly token: string;
}

/** A customer with an address and a link of now. */
export const addLinked = async (engine: Engine, rig: Rig): Promise<Pick<LinkedScene, 'zoe' | 'token'>> => {
  const zoe = await addCustomerAccount(engine.db, { email: 'zoe@example.nl' });
  const { token, hash } = tokenOf(zoe.id, 'reset', rig.newId() + rig.newId());
  const link = {
    user: zoe.id,
    kind: 'reset',
    round: rig.newId(),
    epoch: 0,
    email: 'zoe@example.nl',
  } as const;
  await putLink(engine.db, { ...link, hashes: [hash], until: rig.now() + 60_000 });
  return { zoe, token };
};

export const linked = async (engine: Engine): Promise<LinkedScene> => {
  const scene = await desk(engine);
  return { ...scene, ...(await addLinked(engine, scene.rig)) };
};

/** An invitation that waits to be sent. */
export const mailed = async (engine: Engine) => {
  const scene = await linked(engine);
  const { rig, zoe } = scene;
  const { mail, writes } = invitationOf(rig, zoe);
  await engine.db.transact(writes);
  const context = { db: engine.db, now: rig.now, newId: rig.newId, hosts: { portal: 'p', console: 'c' } };
  return { ...scene, send: () => sendMail({ ...context, sendLetter: async () => 'sent' }, mail.id) };
};

// One chat on both sides of the counter, from the form to the stars, as steps of a walk: each goes on where the one before it was.
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { type ChatId, Cid } from '../../../shared/model.ts';
import { pathTo } from '../../../web/portal/paths.ts';
import { passUntil } from '../passing.ts';
import type { Screen, Walk } from './walk.ts';

const newCid = () => v.parse(Cid, randomBytes(16).toString('base64url'));
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** The customer's chat window. */
const windowOf = ({ customer, words }: Walk) => customer.getByRole('region', { name: words.openChat });
const composerOf = ({ customer, words }: Walk) =>
  customer.getByRole('textbox', { name: words.widget.composerLabel });
/** The agent's window of the chat. */
const chatOf = ({ agent, words }: Walk) =>
  agent.getByLabel(words.console.windows.chatWith('Jan'), { exact: true });
const dismiss = async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};
const findChat = async ({ colleague }: Walk): Promise<ChatId> => {
  const { chats } = await colleague.ask('desk.enter', { sid: colleague.sid });
  const chat = chats.find(({ state, nickname }) => state !== 'ended' && nickname === 'Jan');
  if (!chat) throw new Error('Jan has no chat');
  return chat.id;
};

export const chatScreens: Readonly<Record<string, Screen>> = {
  'the form': async (walk) => {
    const { customer: page, words, go, look } = walk;
    await go(page, pathTo('start'), button(page, words.openChat));
    await button(page, words.openChat).click();
    await page.getByLabel(words.widget.nicknameLabel).fill('Jan');
    await page.getByLabel(words.widget.emailLabel).fill('jan@');
    await windowOf(walk).getByRole('button', { name: words.widget.startChat }).click();
    await page.getByText(words.common.refusals.bad_email()).waitFor();
    await look(page, 'chat-form', { onPhone: true });
    await page.getByLabel(words.widget.emailLabel).fill('jan@example.nl');
  },
  'no room': async ({ customer: page, words, colleague, look }) => {
    await colleague.ask('duty.stop', {});
    await page.getByText(words.widget.isFull).waitFor();
    await look(page, 'chat-full');
    await colleague.ask('duty.start', {});
    await page.getByText(words.widget.isFull).waitFor({ state: 'detached' });
  },
  'nobody has answered': async (walk) => {
    const { customer: page, agent, words, look } = walk;
    await windowOf(walk).getByRole('button', { name: words.widget.startChat }).click();
    await composerOf(walk).fill(
      'Goedemiddag, mijn factuur klopt niet. Zie https://example.nl/factuur?nr=2026-03.',
    );
    await composerOf(walk).press('Enter');
    await page.getByText(words.widget.nobodyYet).waitFor();
    await look(page, 'chat-begun', { onPhone: true });
    await agent.goto(walk.product.consoleUrl);
    await agent.getByText(words.common.states.waiting, { exact: true }).waitFor();
    await button(agent, words.console.duty.start).click();
    await button(agent, words.console.duty.stop).waitFor();
    await look(agent, 'desk-waiting', { onPhone: true });
  },
  'console/chat/TakenDialog.tsx': async (walk) => {
    const { agent: page, colleague, product, words, look } = walk;
    const chatId = await findChat(walk);
    // What happens in the moment between the other's click and the news of it.
    const late = product
      .cloud()
      .faults.dropPush({ including: 'chat.changed', times: Number.POSITIVE_INFINITY });
    await colleague.ask('chat.join', { chatId, sid: colleague.sid, cid: newCid(), second: false });
    await button(page, words.console.list.joinName('Jan')).click();
    await page.getByRole('dialog').waitFor();
    late.clear();
    await look(page, 'dialog-taken');
    await button(page, words.chat.taken.join).click();
    await chatOf(walk).getByRole('log').waitFor();
  },
  'a conversation': async (walk) => {
    const { customer, agent, colleague, words, look } = walk;
    const chatId = await findChat(walk);
    const say = (text: string) => colleague.ask('chat.say', { chatId, cid: newCid(), after: 1, text });
    await say('Dag Jan, ik kijk het voor u na. Een moment, alstublieft.');
    await say(`Kijk ook op https://example.nl/${'heel-lang-'.repeat(12)}adres`);
    const reply = chatOf(walk).getByRole('textbox', { name: words.console.reply.label('Jan') });
    await reply.fill('En ik kijk even mee.');
    await reply.press('Enter');
    await windowOf(walk).getByText('En ik kijk even mee.').waitFor();
    await composerOf(walk).pressSequentially('Dank u, dat is fijn. Ik wacht ev');
    await chatOf(walk).getByText('Ik wacht ev').waitFor();
    await look(customer, 'chat-conversation', { onPhone: true });
    await look(agent, 'desk-conversation', { onPhone: true });
  },
  'the standard texts': async (walk) => {
    const { agent: page, words, look } = walk;
    const reply = chatOf(walk).getByRole('textbox', { name: words.console.reply.label('Jan') });
    await reply.focus();
    await page.keyboard.type('/');
    await page.getByRole('option', { name: 'Begroeting' }).waitFor();
    await look(page, 'desk-standard-texts');
    await page.keyboard.press('Escape');
  },
  'notes among agents': async (walk) => {
    const { agent: page, colleague, words, look } = walk;
    await colleague.ask('chat.note', {
      chatId: await findChat(walk),
      cid: newCid(),
      after: 0,
      text: 'Ik vraag het na bij de boekhouding.',
    });
    await chatOf(walk).getByText('Ik vraag het na').waitFor();
    await page.getByRole('button', { name: words.notes.open }).click();
    const note = page.getByRole('textbox', { name: words.notes.label('Jan') });
    const anna = page.getByRole('option', { name: 'Anna' });
    await note.pressSequentially('Dank je, @');
    await anna.waitFor();
    await look(page, 'desk-note-mention');
    // A desk that was narrow for a moment has lost the focus.
    await note.press('A');
    await anna.waitFor();
    await note.press('Enter');
    await anna.waitFor({ state: 'detached' });
    await look(page, 'desk-note', { onPhone: true });
    await note.press('Enter');
    await chatOf(walk).getByText('Dank je, @Anna').waitFor();
    const own = chatOf(walk).getByRole('listitem').filter({ hasText: 'Dank je, @Anna' });
    const takeBack = own.getByRole('button', { name: words.notes.withdraw, exact: true });
    await own.getByRole('button').click();
    await takeBack.waitFor();
    await look(page, 'desk-take-back');
    // Whether it lost the focus meanwhile, and asks no longer, depends on the moment: it has to, and is asked again.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await takeBack.waitFor({ state: 'detached' });
    await own.getByRole('button').click();
    await takeBack.click();
    await chatOf(walk).getByText(words.notes.taken.author).waitFor();
    await look(page, 'desk-taken-back');
  },
  'console/shell/lazy.tsx': async (walk) => {
    const { agent: page, words, look } = walk;
    await page.route('**/window-parts-*.js', (route) => route.abort());
    await page.reload();
    await chatOf(walk).getByRole('log').waitFor();
    await button(page, words.console.team.invite).click();
    await page.getByRole('dialog', { name: words.ui.pageFailed }).waitFor();
    await look(page, 'dialog-not-loaded');
    await page.unroute('**/window-parts-*.js');
    await button(page, words.ui.again).click();
    await chatOf(walk).getByRole('log').waitFor();
    // A desk that becomes narrow shows the chat one was at.
    await page.keyboard.press('Alt+Digit1');
  },
  'console/chat/InviteDialog.tsx': async (walk) => {
    const { agent: page, boss, words, look } = walk;
    await boss.goto(walk.product.consoleUrl);
    await button(boss, words.console.duty.start).click();
    await button(boss, words.console.duty.stop).waitFor();
    await button(page, words.console.team.invite).click();
    await page
      .getByRole('dialog')
      .getByLabel(words.chat.invite.note)
      .fill('Weet u hoe het zit met de korting?');
    await look(page, 'dialog-invite');
    await page.getByRole('dialog').getByRole('button', { name: words.console.team.transfer }).click();
    await page.getByText(words.beside.pending.takesOver('Ohadmin')).waitFor();
    await boss.getByText(words.console.list.incoming, { exact: true }).waitFor();
    await look(boss, 'desk-invited');
    await button(boss, words.console.list.declineName('Jan')).click();
    await boss.getByText(words.console.list.incoming, { exact: true }).waitFor({ state: 'detached' });
  },
  'watched unseen': async ({ boss: page, words, look }) => {
    await button(page, words.console.list.watch).click();
    await page.getByText(words.console.watch.mode).waitFor();
    await look(page, 'desk-watching', { onPhone: true });
    await button(page, words.beside.watch.leave).click();
    await button(page, words.console.duty.stop).click();
    await button(page, words.console.duty.start).waitFor();
  },
  'console/shell/NotificationDialog.tsx': async ({ agent: page, words, look }) => {
    await page.getByRole('button', { name: new RegExp(`^${words.console.notifications.title}`) }).click();
    await page.getByLabel(words.console.notifications.desktop).check();
    await look(page, 'dialog-attention');
    await page.getByLabel(words.console.notifications.desktop).uncheck();
    await dismiss(page);
  },
  'console/desk/DeskBar.tsx': async ({ agent: page, words, look }) => {
    await button(page, words.console.duty.stop).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-duty-stop');
    await dismiss(page);
  },
  'console/chat/EndDialog.tsx': async (walk) => {
    const { agent: page, words, look } = walk;
    await button(page, words.console.windows.end).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-end');
    await dismiss(page);
  },
  'in a window of its own': async ({ customer: page, words, look }) => {
    const [popUp] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: words.widget.openWindow }).click(),
    ]);
    await popUp.getByRole('textbox', { name: words.widget.composerLabel }).waitFor();
    await look(popUp, 'chat-window');
    await page.getByText(words.widget.isElsewhere).waitFor();
    await look(page, 'chat-elsewhere');
    await button(page, words.widget.bringBack).click();
    await page.getByRole('textbox', { name: words.widget.composerLabel }).waitFor();
  },
  'nobody says anything': async (walk) => {
    const { customer, agent, colleague, product, words, look } = walk;
    const question = customer.getByText(words.widget.isAnybodyThere);
    await passUntil(product, question, 20_000);
    await colleague.ask('duty.start', {});
    await look(customer, 'chat-timing-out');
    await agent.getByRole('timer').first().waitFor();
    await look(agent, 'desk-timing-out');
    await button(customer, words.widget.stillHere).click();
  },
  'leaving the chat': async ({ customer: page, words, look }) => {
    await button(page, words.widget.closeChat).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'chat-leaving', { onPhone: true });
    await button(page, words.widget.endChat).click();
  },
  'the end': async (walk) => {
    const { customer, agent, words, look } = walk;
    await button(customer, words.widget.nextChat).waitFor();
    await look(customer, 'chat-ended');
    await button(agent, words.chat.closing.saveAndEdit).waitFor();
    await look(agent, 'desk-ended', { onPhone: true });
  },
  'console/chat/ClosingButtons.tsx': async ({ agent: page, words, look }) => {
    await button(page, words.chat.closing.remove).click();
    await page.getByRole('dialog').waitFor();
    await look(page, 'dialog-remove');
    await page.getByRole('dialog').getByRole('button', { name: words.chat.closing.remove }).click();
    await page.getByText(words.console.notices.deleted('Jan')).waitFor();
    await look(page, 'desk-deleted');
    await button(page, words.console.duty.stop).click();
    await button(page, words.console.duty.start).waitFor();
  },
  'the stars': async ({ customer: page, words, look }) => {
    await button(page, words.widget.closeWindow).click();
    await page.getByRole('radio', { name: words.widget.starCount(2) }).waitFor();
    await look(page, 'chat-stars');
    await page.getByRole('radio', { name: words.widget.starCount(2) }).check();
    await page.getByLabel(words.widget.commentLabel).fill('  ');
    await button(page, words.widget.sendRating).click();
    await page.getByText(words.common.refusals.comment_required()).waitFor();
    await look(page, 'chat-stars-unexplained', { onPhone: true });
    await button(page, words.widget.closeWindow).click();
    await button(page, words.openChat).waitFor();
  },
  'the session is over': async (walk) => {
    const { customer, agent, words, look } = walk;
    await button(customer, words.openChat).click();
    await windowOf(walk).getByRole('button', { name: words.widget.startChat }).waitFor();
    for (const page of [customer, agent])
      await page.context().request.post(new URL('/api/logout', page.url()).href, {
        headers: { origin: new URL(page.url()).origin },
        data: {},
      });
    // Without it they come back at leisure.
    for (const page of [customer, agent]) await page.evaluate(() => dispatchEvent(new Event('online')));
    await button(customer, words.widget.reloadPage).waitFor();
    await look(customer, 'chat-signed-out');
    await button(agent, words.console.signInAgain).waitFor();
    await look(agent, 'desk-signed-out', { onPhone: true });
  },
};

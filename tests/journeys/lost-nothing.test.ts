// What goes wrong on the way: a function that dies after storing, a product that restarts in the middle of a chat.
import { describe, expect, it } from 'vitest';
import { readEntries } from '../../functions/store/log.ts';
import type { ChatId } from '../../shared/model.ts';
import { createSocketClient, signInOverHttp } from '../support/client.ts';
import { newCid } from '../support/desk.ts';
import { withDb } from '../support/product-db.ts';
import {
  arrive,
  chatOf,
  expectNoComplaints,
  joinChat,
  sees,
  signIn,
  startChat,
  startDuty,
  windowOf,
  writeAsAgent,
  writeAsCustomer,
} from '../support/signed-in.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

const storedMessages = async (chatId: ChatId): Promise<string[]> => {
  const entries = await withDb(product, (db) => readEntries(db, chatId));
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  return entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
};

describe('nothing said is lost', () => {
  it('[F3] [S52] a retry of a message whose function died between storing and replying gets the place it was stored at', async () => {
    const anna = await createSocketClient(
      product.consoleUrl,
      await signInOverHttp(product.consoleUrl, 'anna'),
    );
    const jansen = await createSocketClient(
      product.portalUrl,
      await signInOverHttp(product.portalUrl, 'jansen'),
    );
    await anna.ask('desk.enter', { sid: anna.sid });
    await anna.ask('duty.start', {});
    const { chat } = await jansen.ask('chat.start', { sid: jansen.sid, nickname: '', email: '' });

    const message = { chatId: chat.id, cid: newCid(), after: 1, text: 'Bent u daar?' };
    const killed = product.cloud().faults.killAfter({ function: 'conversation', operation: 'PutItem' });
    await expect(jansen.ask('chat.say', message)).rejects.toThrow('Internal server error');
    await killed.hit;
    expect(await storedMessages(chat.id)).toEqual(['Bent u daar?']);

    const answer = await jansen.ask('chat.say', message);
    expect(answer.seq).toBe(2);
    expect(await storedMessages(chat.id)).toEqual(['Bent u daar?']);
    await jansen.ask('chat.end', { chatId: chat.id, cid: newCid(), after: 2 });
    await jansen.ask('chat.dismiss', { chatId: chat.id });
    await anna.ask('chat.delete', { chatId: chat.id });
    await anna.ask('duty.stop', {});
    anna.close();
    jansen.close();
  });

  it('[F4] [F20] [S51] [S52] both sides reconnect by themselves after a restart in the middle of a chat, drafts kept and nothing lost or doubled', async () => {
    const jansen = await arrive(product.browser, product.portalUrl);
    const anna = await arrive(product.browser, product.consoleUrl);
    await signIn(anna, 'anna');
    await startDuty(anna);
    await signIn(jansen, 'jansen');
    await startChat(jansen, { nickname: 'Jan' });
    await writeAsCustomer(jansen, 'Eerste vraag');
    await joinChat(anna, 'Jan');
    await writeAsAgent(anna, 'Jan', 'Eerste antwoord');
    const portal = windowOf(jansen);
    const chat = chatOf(anna, 'Jan');
    await sees(portal.getByRole('log'), 'Eerste antwoord');

    await portal.getByRole('textbox', { name: 'Uw bericht' }).fill('Half getypt door de klant');
    await chat.getByRole('textbox', { name: 'Antwoord aan Jan' }).fill('Gezegd tijdens de storing');
    const restarting = product.restart();
    await anna.page.getByText('Opnieuw verbinden…').first().waitFor();
    // Said while there is no server: stays on the screen as on its way, and goes by itself later.
    await chat.getByRole('textbox', { name: 'Antwoord aan Jan' }).press('Enter');
    await restarting;

    await sees(portal.getByRole('log'), 'Gezegd tijdens de storing');
    expect(await portal.getByRole('textbox', { name: 'Uw bericht' }).inputValue()).toBe(
      'Half getypt door de klant',
    );
    await portal.getByRole('textbox', { name: 'Uw bericht' }).press('Enter');
    await sees(chat.getByRole('log'), 'Half getypt door de klant');
    await writeAsAgent(anna, 'Jan', 'Tweede antwoord');
    await sees(portal.getByRole('log'), 'Tweede antwoord');
    for (const text of [
      'Eerste vraag',
      'Gezegd tijdens de storing',
      'Half getypt door de klant',
      'Tweede antwoord',
    ]) {
      expect(await portal.getByRole('log').getByText(text, { exact: true }).count()).toBe(1);
      expect(await chat.getByRole('log').getByText(text, { exact: true }).count()).toBe(1);
    }
    expectNoComplaints(jansen, anna);
  });
});

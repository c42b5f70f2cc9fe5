// What a customer reads first, and what the ticket is called, in the language of the page the chat was started on (S157).
import { expect, it } from 'vitest';
import { defaultSubject } from '../../../functions/workflows/chat-ticket.ts';
import type { Language } from '../../../shared/model.ts';
import type { Desk } from '../../support/desk.ts';
import { useDesk } from '../../support/use-desk.ts';

let desk: Desk;
useDesk((today) => ({ desk } = today));

const begin = async (language: Language | undefined) => {
  const jan = await desk.customer('Jan');
  const { entries } = await jan.ask('chat.start', { sid: jan.sid, nickname: 'Jan', email: '', language });
  const [first] = entries;
  return first?.kind === 'started' ? first.welcome : undefined;
};

it.each<[Language | undefined, string, string]>([
  ['nl', 'Welcome', 'Welkom'],
  ['en', 'Welcome', 'Welcome'],
  ['en', '', 'Welkom'],
  [undefined, 'Welcome', 'Welkom'],
])(
  'a chat in %s with the English welcome "%s" begins with "%s" [S157]',
  async (language, welcomeEn, begins) => {
    await desk.settings({ max: 3, welcome: 'Welkom', welcomeEn });
    await desk.agent('Anna');
    expect(await begin(language)).toBe(begins);
  },
);

it('a ticket without a subject is called in the language of its customer [S157]', () => {
  const chat = { nickname: 'Jan', startedAt: Date.parse('2026-11-30T23:30Z') };
  expect(
    [undefined, 'nl' as const, 'en' as const].map((language) => defaultSubject({ ...chat, language })),
  ).toEqual(['Chat met Jan, 1-12-2026', 'Chat met Jan, 1-12-2026', 'Chat with Jan, 01/12/2026']);
});

it('a welcome in English that is too long is refused, as the other is [S157]', async () => {
  const boss = await desk.agent('Chef', { permissions: ['helpdesk', 'manage'] });
  const { settings } = await boss.ask('desk.enter', { sid: boss.sid });
  await expect(boss.ask('settings.change', { ...settings, welcomeEn: 'x'.repeat(1001) })).rejects.toThrow(
    'bad_request',
  );
  expect((await boss.ask('settings.change', { ...settings, welcomeEn: 'Hello' })).welcomeEn).toBe('Hello');
});

// Dutch texts of the PDF of a chat.

export const transcript = {
  title: 'Chat met de helpdesk',
  documentTitle: (nickname: string, date: string) => `Chat van ${nickname} met de helpdesk, ${date}`,
  nickname: 'Nickname',
  nobody: 'Er heeft nog geen medewerker deelgenomen',
  began: 'Begonnen',
  ended: 'Beëindigd',
  running: 'De chat loopt nog',
  timeZone: 'Tijdzone',
  startedByYou: 'U heeft de chat gestart',
  /** In the place of what cannot be drawn; `name` as Intl gives it, `code` as U+1FAEA. */
  missing: {
    script: (name: string) => `[tekst: ${name}]`,
    emoji: (code: string) => `[emoji ${code}]`,
    character: (code: string) => `[teken ${code}]`,
  },
  page: (page: number, pages: number) => `${page} / ${pages}`,
  /** `date` as 2026-11-22. */
  fileName: (date: string) => `chat-${date}.pdf`,
} as const;

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
  replaced:
    '□ staat voor een teken dat in dit document niet kan worden weergegeven. Kopieert u de tekst, dan krijgt u het oorspronkelijke teken.',
  page: (page: number, pages: number) => `${page} / ${pages}`,
  /** `date` as 2026-11-22. */
  fileName: (date: string) => `chat-${date}.pdf`,
} as const;

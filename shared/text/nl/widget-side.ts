// Dutch texts of the chat window beside the conversation: the form before it, the question after the cross, the choices and the stars after the end.

export const side = {
  intro: 'Stel uw vraag, een medewerker van de helpdesk antwoordt u hier.',
  nicknameLabel: 'Nickname',
  emailLabel: 'E-mailadres',
  optionally: 'optioneel',
  startChat: 'Start chat',
  isFull: 'Alle medewerkers zijn op dit moment in gesprek. Zodra er iemand vrij is, kunt u starten.',
  leaveMessage: 'Laat een bericht achter',
  isFree: 'Er is weer een medewerker vrij. U kunt nu starten.',
  leaveTitle: 'Wilt u de chat sluiten?',
  leaveText: 'Als u de chat beëindigt, kan de helpdesk u hier niet meer antwoorden.',
  goOn: 'Doorgaan met chat',
  endChat: 'Chat beëindigen',
  ratingTitle: 'Hoe heeft de helpdesk u geholpen?',
  starCount: (count: number) => (count === 1 ? '1 ster' : `${count} sterren`),
  commentLabel: 'Toelichting',
  sendRating: 'Versturen',
  nextChat: 'Start nieuwe chat',
  downloadChat: 'Chat downloaden',
  downloadingChat: 'PDF wordt gemaakt…',
  closeWindow: 'Sluiten',
} as const;

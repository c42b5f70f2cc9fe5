// Dutch texts of the settings and the standard texts.
import { plural } from './plural.ts';

export const settings = {
  max: 'Maximum chats',
  maxHint: (min: number, max: number) =>
    `Hoeveel chats een gebruiker tegelijkertijd kan behandelen, ${min} tot ${max}.`,
  welcome: 'Welkomstbericht',
  welcomeHint: 'De eerste regel van elke chat.',
  welcomeEn: 'Welkom in het Engels',
  welcomeEnHint: 'Voor klanten die het portaal in het Engels lezen. Leeg: zij krijgen het andere.',
  timeoutMinutes: 'Time-out in minuten',
  endingTitle: 'Time-out verlagen?',
  ending: (count: number, more: boolean) =>
    plural(
      count,
      `${more ? 'Minstens 1' : '1'} lopende chat eindigt hierdoor binnen enkele minuten, als er niets meer wordt gezegd.`,
      `${more ? 'Minstens ' : ''}${count} lopende chats eindigen hierdoor binnen enkele minuten, als er niets meer wordt gezegd.`,
    ),
  endingKeep: 'Niet verlagen',
  endingSave: 'Toch opslaan',
  timeoutHint: (min: number, max: number) => `Na zoveel minuten zonder activiteit, ${min} tot ${max}.`,
  publish: 'Melding publiceren op het portaal',
  sendStandardTexts: 'Standaardteksten direct verzenden',
  realtimeOnline: 'Real-time controleren of de gebruiker online is',
  preview: 'Tonen wat de klant typt vóór het verzenden',
  showPage: 'Tonen op welke pagina de klant is',
  masks: 'Nummers afschermen',
  masksHint:
    'Voordat een bericht de browser verlaat, en nog eens op de server. Een medewerker kan één bericht doorlaten; dat komt in het logboek.',
  maskBsn: 'BSN',
  maskIban: 'IBAN',
  maskCard: 'Kaartnummer van een betaalpas of creditcard',
  hours: 'Openingstijden',
  showHours: 'Openingstijden bekijken',
  range: (min: number, max: number) => `Vul een heel getal in van ${min} tot en met ${max}.`,
  tooLong: (max: number) => `Maximaal ${max} tekens.`,
  yes: 'aan',
  no: 'uit',
  forbidden: 'Hiervoor is het recht “Chat beheren” nodig.',
} as const;

export const texts = {
  lead: 'Invoegen in een antwoord: typ / in een leeg antwoord, of gebruik de knop ernaast.',
  add: 'Standaardtekst toevoegen',
  change: (title: string) => `${title} wijzigen`,
  name: 'Titel',
  text: 'Tekst',
  textHint: '{klant} en {medewerker} worden vervangen door hun namen.',
  category: 'Categorie',
  order: 'Volgorde',
  orderFault: 'Vul een heel getal in.',
  missing: 'Vul dit in.',
  conflict:
    'Een collega heeft deze tekst intussen gewijzigd. Wat u typte staat er nog; Opslaan zet het over de tekst van de collega:',
  deleted: 'Een collega heeft deze tekst intussen verwijderd. Opslaan maakt er een nieuwe tekst van.',
  remove: 'Verwijderen',
  removeTitle: (title: string) => `“${title}” verwijderen?`,
  removeText: 'Collega’s kunnen deze tekst dan niet meer kiezen.',
} as const;

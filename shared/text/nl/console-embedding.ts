// Dutch texts of the page "Andere websites": who signs tokens, and what is wrong with one.
import type { EmbedRefusal } from '../../embed-routes.ts';
import type { TokenCut, TokenFault } from '../../embedding.ts';

const faults = {
  format: 'Dit is geen token: het hoort uit drie delen te bestaan, met punten ertussen.',
  algorithm:
    'Het token is niet ondertekend met RS256, ES256 of EdDSA. Een gedeeld geheim (HS256) wordt niet aangenomen.',
  issuer:
    'De uitgever (iss) staat niet in de lijst hierboven. Let op hoofdletters en een schuine streep aan het eind.',
  page: 'De pagina staat niet bij de adressen van deze uitgever.',
  key: 'Geen van de sleutels heeft de naam (kid) uit het token, of past bij de ondertekening.',
  keys_unreachable: 'Het adres van de sleutels gaf geen sleutels.',
  signature:
    'De ondertekening klopt niet: het token is met een andere sleutel ondertekend of daarna gewijzigd.',
  audience: 'Het token is niet voor deze chat bedoeld: aud moet het adres van de chat zijn.',
  expired: 'Het token is verlopen, of heeft geen einde (exp).',
  too_long: 'Het token geldt te lang: exp mag hooguit tien minuten vooruit liggen.',
  not_yet: 'Het token geldt nog niet: iat of nbf ligt in de toekomst, of iat ontbreekt.',
  subject: 'Er staat niet in om wie het gaat (sub), of dat is langer dan 255 tekens.',
  token_id: 'Het token heeft geen eigen nummer (jti), of dat is langer dan 255 tekens.',
  user: 'De pagina noemt een andere gebruiker dan het token.',
  replayed: 'Het token is al gebruikt.',
} as const satisfies Record<TokenFault, string>;

const cuts = {
  name_missing: 'Er staat geen naam in: de klant heet “Klant”.',
  name_cut: 'De naam is langer dan 100 tekens en wordt ingekort.',
  email_invalid: 'Het e-mailadres is geen adres en wordt weggelaten.',
  email_unverified: 'Het e-mailadres is niet bevestigd en wordt weggelaten.',
  email_of_another: 'Met dit e-mailadres logt hier iemand anders in; het wordt weggelaten.',
  groups_cut: 'Er staan te veel of te lange groepen in; die worden weggelaten.',
  groups_unknown: 'Een groep is hier niet bekend.',
  language_unknown: 'De taal is geen nl of en en wordt weggelaten.',
} as const satisfies Record<TokenCut, string>;

export const embedding = {
  refusals: {
    bad_token: () => 'De aanmelding van deze website is geweigerd.',
    issuer_taken: () => 'Deze uitgever staat er al bij.',
  } as const satisfies Record<EmbedRefusal, () => string>,
  lead: 'Klanten die op een andere website zijn ingelogd, chatten daar. Die website zegt met een ondertekend token wie zij zijn.',
  add: 'Website toevoegen',
  change: (name: string) => `${name} wijzigen`,
  removeName: (name: string) => `${name} verwijderen`,
  empty: 'Er is nog geen andere website.',
  name: 'Naam',
  missingName: 'Vul een naam in, van hooguit 100 tekens.',
  issuer: 'Uitgever (iss)',
  issuerHint: 'Letterlijk zoals in de tokens. Kan later niet worden gewijzigd.',
  missingIssuer: 'Vul in wat er als iss in de tokens staat, hooguit 200 tekens.',
  origins: 'Adressen van de pagina’s',
  originsHint: 'Een per regel, zoals https://www.voorbeeld.nl. Alleen deze pagina’s kunnen de chat tonen.',
  wrongOrigins: 'Elke regel moet een adres zijn zonder pad, dat begint met https://.',
  deployed: (origins: string) => `Ook toegestaan door de installatie: ${origins}`,
  keysAddress: 'Adres van de sleutels',
  keysAddressHint: 'Een https-adres van een JSON Web Key Set. Laat leeg als u de sleutels hieronder plakt.',
  wrongKeysAddress: 'Dit moet een adres zijn dat begint met https://.',
  keysText: 'Openbare sleutels',
  keysTextHint: 'Een of twee, als JSON Web Key of PEM. Twee tegelijk om van sleutel te wisselen.',
  wrongKeysText:
    'Dit zijn geen een of twee openbare sleutels (RSA van 2048 bits of meer, P-256 of Ed25519). Plak nooit een privésleutel.',
  everyone: 'Groepen van iedereen',
  noGroups: 'Er zijn nog geen groepen.',
  groups: 'Groepen uit het token',
  groupsHint: 'Een per regel: groep in het token = groep hier. Andere namen geven geen rechten.',
  wrongGroups: (line: string) => `Deze regel noemt geen groep die er hier is: ${line}`,
  save: 'Opslaan',
  keep: 'Behouden',
  remove: 'Verwijderen',
  askTitle: (name: string) => `${name} verwijderen?`,
  ask: 'Niemand kan er daarna nog mee beginnen te chatten. Accounts en lopende chats blijven.',
  audience: (address: string) => `Tokens zijn bedoeld voor (aud): ${address}`,
  check: {
    title: 'Token controleren',
    lead: 'Plak een token om te zien of het een chat zou openen. Het wordt niet gebruikt en niet bewaard.',
    token: 'Token',
    look: 'Controleren',
    missing: 'Plak eerst een token.',
    fine: 'Dit token opent een chat.',
    said: 'Wat erin staat',
    issuer: 'Uitgever (iss)',
    audience: 'Bedoeld voor (aud)',
    subject: 'Klant (sub)',
    name: 'Naam',
    email: 'E-mailadres',
    groups: 'Groepen hier',
    nothing: '–',
    faults,
    cuts,
  },
} as const;

// Dutch texts of the page "Inloggen": the identity provider of each site, and what a check of it finds.
import type { Ending, ProviderFinding } from '../../sign-in.ts';
import type { SignInRefusal } from '../../sign-in-routes.ts';

const findings = {
  unreachable:
    'De provider is niet te bereiken. Controleer het adres en probeer het over een paar minuten opnieuw.',
  nonsense: 'Op dit adres antwoordt geen OpenID-provider. Controleer het adres.',
  issuer: 'De provider noemt zichzelf anders dan dit adres. Neem het adres letterlijk over van de provider.',
  unable: 'De provider kan niet wat nodig is: de autorisatiecode met PKCE (SHA-256).',
  keys: 'De sleutels van de provider zijn niet op te halen, of van een soort die niet wordt aangenomen (RS256, ES256 of EdDSA).',
  client: 'De provider kent dit client-ID niet, of het geheim klopt niet.',
  client_unknown: 'Of het client-ID en het geheim kloppen, blijkt pas als iemand inlogt.',
  scopes: 'De provider noemt niet alle scopes die hier staan.',
  no_ending:
    'De provider meldt niet zelf dat iemand is uitgelogd. Voeg de scope toe waarmee hij een verversingstoken geeft, meestal offline_access.',
} as const satisfies Record<ProviderFinding, string>;

const endings = {
  logout:
    'De provider meldt hier meteen dat iemand is uitgelogd; binnen vijf seconden sluit alles van die persoon.',
  renewal:
    'De provider meldt dat niet zelf. Zolang iemand verbonden is, wordt het verversingstoken elke tien minuten geprobeerd; weigert de provider het, dan wordt die persoon uitgelogd.',
} as const satisfies Record<Ending, string>;

export const signInPage = {
  refusals: {
    sign_in_failed: () => 'Er is nog geen provider opgeslagen.',
    passwords_off: () => 'Inloggen met een wachtwoord staat hier uit.',
    provider_first: () =>
      'Wachtwoorden gaan pas uit als vaststaat dat deze provider iemand binnenlaat. Voor de console: log eerst zelf in met de provider. Voor het portaal: laat eerst een klant ermee inloggen.',
  } as const satisfies Record<SignInRefusal, () => string>,
  lead: 'Medewerkers en klanten kunnen inloggen met de identiteitsprovider van uw organisatie, met OpenID Connect. Elke site heeft er hooguit een.',
  sites: { console: 'Medewerkers: de console', portal: 'Klanten: het portaal' },
  none: 'Geen provider. Er wordt ingelogd met een wachtwoord.',
  setUp: 'Provider instellen',
  change: 'Wijzigen',
  remove: 'Verwijderen',
  keep: 'Behouden',
  askTitle: (name: string) => `${name} verwijderen?`,
  ask: 'Niemand kan er daarna nog mee inloggen, en wachtwoorden tellen weer. Accounts en lopende sessies blijven.',
  addresses: 'Adressen voor de provider',
  addressesLead: 'Vul deze in bij de registratie van deze site bij de provider.',
  redirect: 'Redirect-URI',
  logout: 'Back-channel logout URI',
  copy: 'Kopiëren',
  copied: 'Gekopieerd',
  unknownHost: 'https://<adres van het portaal>',
  name: 'Naam op de inlogknop',
  missingName: 'Vul een naam in, van hooguit 100 tekens.',
  issuer: 'Adres van de provider (issuer)',
  issuerHint: 'Letterlijk zoals de provider het opgeeft, zoals https://login.voorbeeld.nl.',
  wrongIssuer: 'Dit moet een adres zijn dat begint met https://, zonder vraagteken.',
  clientId: 'Client-ID',
  missingClientId: 'Vul het client-ID in dat de provider voor deze site heeft gegeven.',
  secret: 'Clientgeheim',
  secretHint: 'Wordt versleuteld bewaard en nooit meer getoond.',
  secretKept:
    'Er is een geheim opgeslagen. Laat leeg om het te houden, zolang adres en client-ID dezelfde blijven.',
  scopes: 'Scopes',
  wrongScopes: 'Scopes zijn woorden met spaties ertussen.',
  scopesHint: 'Met spaties ertussen. Zonder scopes voor naam en e-mail heet iedereen hetzelfde.',
  groupsClaim: 'Claim met de groepen',
  groupsClaimHint:
    'Zoals groups. Dan volgen rechten bij elke keer inloggen uit de groepen. Laat leeg om rechten hier zelf te geven.',
  everyoneWithClaim: 'Van iedereen die inlogt',
  everyone: 'Waarmee een nieuw account begint',
  noGroups: 'Er zijn nog geen groepen.',
  groups: 'Wat een groep geeft',
  groupsHint: 'Een per regel: groep bij de provider = naam hier. Andere groepen geven niets.',
  groupNames: (names: string) => `Namen hier: ${names}`,
  wrongGroups: (line: string) => `Deze regel noemt niets dat er hier is: ${line}`,
  linkDomains: 'Domeinen om bestaande accounts te koppelen',
  linkDomainsHint:
    'Een per regel, zoals voorbeeld.nl. Wie voor het eerst inlogt met een bevestigd e-mailadres in zo’n domein, krijgt het account dat hier dat adres heeft. Noem alleen domeinen waarvan de provider de adressen beheert.',
  wrongLinkDomains: 'Elke regel moet een domein zijn, zoals voorbeeld.nl.',
  passwordsOff: 'Inloggen met een wachtwoord uitzetten',
  passwordsOffHint:
    'Niemand logt hier dan nog in met een wachtwoord, ook beheerders niet. Laat de provider niemand meer binnen, dan helpt alleen de opdrachtregel: npm run allow-passwords.',
  save: 'Opslaan',
  how: 'Uitgelogd bij de provider',
  endings,
  endingUnknown: 'Of de provider meldt dat iemand is uitgelogd, blijkt bij het controleren.',
  loggedOutAt: (when: string) => `Laatste melding: ${when}`,
  neverLoggedOut: 'Er is nog geen melding gekomen. Staat de back-channel logout URI bij de provider?',
  withoutRenewal:
    'De provider gaf geen verversingstoken: sessies duren dan hun volle tijd, ook van wie bij de provider is uitgezet. Voeg de scope offline_access toe.',
  passwordsAre: { on: 'Wachtwoorden tellen ook.', off: 'Wachtwoorden staan uit.' },
  check: 'Provider controleren',
  checking: 'Wordt gecontroleerd…',
  fine: 'De provider antwoordt, kent deze site en kan wat nodig is.',
  findings,
  rights: {
    helpdesk: 'Helpdesk – Chat',
    manage: 'Chat beheren',
    administer: 'Accounts beheren',
  },
} as const;

// English texts of the page "Inloggen": the identity provider of each site, and what a check of it finds.
import type { signInPage as nl } from '../nl/console-sign-in.ts';
import type { Text } from '../text.ts';

export const signInPage: Text<typeof nl> = {
  refusals: {
    sign_in_failed: () => 'No provider has been saved yet.',
    passwords_off: () => 'Logging in with a password is switched off here.',
    provider_first: () =>
      'Passwords can be switched off once this provider is known to let somebody in. For the console: log in with the provider yourself first. For the portal: have a customer log in with it first.',
  },
  lead: 'Agents and customers can log in with your organisation’s identity provider, using OpenID Connect. Each site has one at most.',
  sites: { console: 'Agents: the console', portal: 'Customers: the portal' },
  none: 'No provider. People log in with a password.',
  setUp: 'Set up a provider',
  change: 'Change',
  remove: 'Remove',
  keep: 'Keep',
  askTitle: (name) => `Remove ${name}?`,
  ask: 'Nobody can log in with it any more, and passwords count again. Accounts and running sessions stay.',
  addresses: 'Addresses for the provider',
  addressesLead: 'Enter these where this site is registered with the provider.',
  redirect: 'Redirect URI',
  logout: 'Back-channel logout URI',
  copy: 'Copy',
  copied: 'Copied',
  unknownHost: 'https://<address of the portal>',
  name: 'Name on the login button',
  missingName: 'Enter a name of at most 100 characters.',
  issuer: 'Address of the provider (issuer)',
  issuerHint: 'Exactly as the provider gives it, such as https://login.example.com.',
  wrongIssuer: 'This has to be an address that begins with https://, without a question mark.',
  clientId: 'Client ID',
  missingClientId: 'Enter the client ID that the provider gave to this site.',
  secret: 'Client secret',
  secretHint: 'Kept encrypted and never shown again.',
  secretKept:
    'A secret is stored. Leave this empty to keep it, as long as address and client ID stay the same.',
  scopes: 'Scopes',
  wrongScopes: 'Scopes are words with spaces between them.',
  scopesHint: 'With spaces between them. Without scopes for name and e-mail everybody is called the same.',
  groupsClaim: 'Claim with the groups',
  groupsClaimHint:
    'Such as groups. Rights then follow the groups at every login. Leave it empty to give rights here yourself.',
  everyoneWithClaim: 'For everybody who logs in',
  everyone: 'What a new account begins with',
  noGroups: 'There are no groups yet.',
  groups: 'What a group gives',
  groupsHint: 'One on a line: group at the provider = name here. Other groups give nothing.',
  groupNames: (names) => `Names here: ${names}`,
  wrongGroups: (line) => `This line names nothing that exists here: ${line}`,
  linkDomains: 'Domains to link existing accounts',
  linkDomainsHint:
    'One on a line, such as example.com. Whoever logs in for the first time with a verified e-mail address in such a domain gets the account that has that address here. Only name domains whose addresses the provider manages.',
  wrongLinkDomains: 'Each line has to be a domain, such as example.com.',
  passwordsOff: 'Switch off logging in with a password',
  passwordsOffHint:
    'Nobody logs in here with a password then, administrators included. Should the provider let nobody in any more, only the command line helps: npm run allow-passwords.',
  save: 'Save',
  how: 'Logged out at the provider',
  endings: {
    logout:
      'The provider tells us at once that somebody has logged out; everything of that person closes within five seconds.',
    renewal:
      'The provider does not tell us. While somebody is connected, the refresh token is tried every ten minutes; when the provider refuses it, that person is logged out.',
  },
  endingUnknown: 'Whether the provider tells us that somebody has logged out shows when it is checked.',
  loggedOutAt: (when) => `Last told: ${when}`,
  neverLoggedOut: 'Nothing has been told yet. Is the back-channel logout URI set at the provider?',
  withoutRenewal:
    'The provider gave no refresh token: sessions last their full time, also of people who were switched off at the provider. Add the scope offline_access.',
  passwordsAre: { on: 'Passwords count as well.', off: 'Passwords are switched off.' },
  check: 'Check the provider',
  checking: 'Checking…',
  fine: 'The provider responds, knows this site and can do what is needed.',
  findings: {
    unreachable: 'The provider cannot be reached. Check the address and try again in a few minutes.',
    nonsense: 'No OpenID provider responds at this address. Check the address.',
    issuer: 'The provider calls itself something other than this address. Copy the address exactly.',
    unable: 'The provider cannot do what is needed: the authorization code with PKCE (SHA-256).',
    keys: 'The keys of the provider cannot be fetched, or are of a kind that is not accepted (RS256, ES256 or EdDSA).',
    client: 'The provider does not know this client ID, or the secret is wrong.',
    client_unknown: 'Whether client ID and secret are right only shows when somebody logs in.',
    scopes: 'The provider does not list all the scopes given here.',
    no_ending:
      'The provider does not tell us that somebody has logged out. Add the scope with which it gives a refresh token, usually offline_access.',
  },
  rights: { helpdesk: 'Helpdesk – Chat', manage: 'Manage chat', administer: 'Administer' },
};

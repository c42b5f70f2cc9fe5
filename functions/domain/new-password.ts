// What a new password may be, after NIST SP 800-63B: long enough, not among the first guesses, no rules of composition. Pure.
import type { Refusal } from '../../shared/errors.ts';
import type { Permission } from '../../shared/model.ts';
import { isPasswordTooShort, passwordMin } from '../../shared/rules.ts';
import { normaliseLogin } from './account.ts';

export interface NewPassword {
  readonly password: string;
  readonly login: string;
  /** What its owner may. */
  readonly permissions: readonly Permission[];
}

/** Why a password cannot be set, or `undefined` when it can. */
export const refusePassword = ({ password, login, permissions }: NewPassword): Refusal | undefined => {
  const min = passwordMin(permissions);
  if (isPasswordTooShort(password, min)) return { code: 'password_too_short', min };
  return isGuessed(password, login) ? { code: 'password_too_easy' } : undefined;
};

const isGuessed = (password: string, login: string): boolean => {
  const plain = normaliseLogin(password);
  const [own] = normaliseLogin(login).split('@');
  // One character over and over, or a word of the list or the login with nothing but digits and signs around it.
  if (new Set(plain).size < 3) return true;
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return plain === normaliseLogin(login) || core === own || common.has(plain) || common.has(core);
};

/** Longer lists of leaked passwords add little behind a throttle of ten guesses a quarter of an hour (domain/throttle.ts). */
const common: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 0123456789 123456789012 87654321 987654321 0987654321 11223344 12341234
  123123123 123321123 147258369 123qweasd 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc qwertyui qwertyuiop qwerty qwerty123
  asdfghjkl asdfghjk zxcvbnm azerty azertyuiop q1w2e3r4 q1w2e3r4t5 qazwsxedc abc12345 abcd1234 abcdefgh abcdefg
  password passw0rd p@ssw0rd p@ssword pa55word wachtwoord w8woord wachtwoordje geheim geheimpje welkom welkom01 welkom123
  welcome welcome1 letmein iloveyou ikhouvanjou ikhouvanjou123 football baseball voetbal basketball feyenoord
  princess sunshine superman batman starwars pokemon minecraft trustno1 whatever master dragon monkey shadow
  admin administrator beheer beheerder helpdesk officeheart portaal klant klanten medewerker changeme default test testtest
  testen zomer winter lente herfst voorjaar najaar zomervakantie nederland holland amsterdam rotterdam utrecht denhaag
  januari februari maart april mei juni juli augustus september oktober november december maandag dinsdag woensdag
  donderdag vrijdag zaterdag zondag summer autumn spring january february march may june july august october monday
  tuesday wednesday thursday friday saturday sunday company secret login hello goodbye bloemetje lieverd schatje
  jennifer michelle michael jordan charlie computer internet samsung liverpool chelsea arsenal barcelona correcthorsebatterystaple`.split(
    /\s+/,
  ),
);

// The limits and normalisations both sides agree on; each limit names where it comes from.

import type { Permission } from './model.ts';

/** Characters (code points) in one message; with JSON escaping it stays under the frame of 32 KB (FRAME_MAX_BYTES). */
export const TEXT_MAX = 4000;
export const NICKNAME_MAX = 40;
/** RFC 5321: the longest address a mail server has to accept. */
export const EMAIL_MAX = 254;
/** Characters of a search; longer ones find nothing that shorter ones do not. */
export const SEARCH_MAX = 100;
/** A person's own name. */
export const NAME_MAX = 100;
/** NIST SP 800-63B asks at least 8 characters, and no composition rules. */
export const PASSWORD_MIN = 8;
/** Longer ones cost the check more than they add. */
export const PASSWORD_MAX = 200;
/** Of a passkey, for its owner to tell it from others by. */
export const FACTOR_NAME_MAX = 60;
/** Of one person: as many devices as anybody carries, and the item they lie in stays small. */
export const PASSKEYS_MAX = 10;
export const RECOVERY_CODES = 10;
/** Of 32 letters and digits, so 120 bits: a plain hash keeps what cannot be tried out (ASVS 6.5.2 asks 112). */
export const RECOVERY_CODE_CHARACTERS = 24;
export const SUBJECT_MAX = 200;
export const REMARKS_MAX = 4000;
export const NOTE_MAX = 500;
/** Characters of a note between agents; as many of them as a chat may have go into one answer with its ticket. */
export const INTERNAL_NOTE_MAX = 2000;
export const NOTES_MAX = 100;
/** Colleagues that one note names. */
export const MENTIONS_MAX = 8;
/** How long (milliseconds) an author may take back what was said (S138), by the server's clock. */
export const TAKE_BACK_MS = 120_000;
/** Characters of the note on a customer that stays. */
export const CUSTOMER_NOTE_MAX = 2000;
export const WELCOME_MAX = 1000;
/** Characters of the comment with a rating. */
export const COMMENT_MAX = 1000;

/** API Gateway closes a connection (1009) on a message larger than this many bytes. */
export const FRAME_MAX_BYTES = 32 * 1024;

/** What one change of a chat adds to the `rev` of its summary; its first message, which changes the summary alone, adds half. */
export const CHAT_REV_STEP = 2;

/** Characters of a question that a list shows, which is not the message. */
export const LINE_MAX = 160;

/** A customer for whom nobody is there yet is shown as typing at most once in so many milliseconds, and as long. */
export const TYPING_MS = 30_000;

/** An agent's console beats this often (milliseconds); the lease outlives two missed beats. */
export const BEAT_MS = 40_000;
export const LEASE_MS = 90_000;

/** Both sides are told this long (milliseconds) before a chat times out (S10). */
export const WARNING_MS = 60_000;

/** A customer who never wrote and is gone this long (milliseconds) gives the place back (S14). */
export const SILENT_GONE_MS = 120_000;

/** A chat that nobody has joined stayed open once it is this old (milliseconds); before that it is a customer who waits (S104). */
export const UNJOINED_MS = 180_000;

/** Minutes without activity before a chat times out (S10). */
export const TIMEOUT_MINUTES = { min: 2, max: 480, standard: 15 } as const;

/** Chats one agent handles at once (S8). */
export const MAX_CHATS = { min: 1, max: 20, standard: 3 } as const;

/** Chat windows of one tab that a console asks for by name. */
export const WINDOWS_MAX = 50;

/** Agents in one chat, and colleagues asked to take part in it, together: more talk past one another. */
export const PARTICIPANTS_MAX = 8;

/** Standard texts of a desk: more make no list to choose from. */
export const TEXTS_MAX = 200;

/** Characters of the name of a standard text. */
export const STANDARD_TITLE_MAX = 100;

/** Groups of customers: each is read by every connection of one. */
export const GROUPS_MAX = 50;

export const LOGIN_MAX = 100;
/** An administrator has more to lose than PASSWORD_MIN protects. */
export const ADMIN_PASSWORD_MIN = 12;
/** Characters a new password needs at least, for whoever has these permissions. */
export const passwordMin = (permissions: readonly Permission[]): number =>
  permissions.includes('administer') ? ADMIN_PASSWORD_MIN : PASSWORD_MIN;

/** Counted as it is hashed: composed, so that a letter and its accent are one on every keyboard. */
export const isPasswordTooShort = (password: string, min: number): boolean =>
  countCharacters(password.normalize('NFC')) < min;

/** Sessions of one's own that are listed: more make no list to look for a stranger in. */
export const SESSIONS_MAX = 50;

/** Whether the server would refuse it unread. */
export const isPasswordTooLong = (password: string): boolean => password.length > PASSWORD_MAX;

/** Characters of a category, of tickets and of standard texts. */
export const CATEGORY_MAX = 100;
/** Categories of a desk: more make no list to choose from. */
export const CATEGORIES_MAX = 100;

/** Seconds a transcript link works. */
export const TRANSCRIPT_LINK_SECONDS = 300;
/** Seconds a link to a file works. */
export const FILE_LINK_SECONDS = 60;

/** Days or months of a period of retention: ten years in months, and more than anyone counts in days. */
export const PERIOD_MAX = 3650;

/** This many stars or fewer ask for an explanation (S69). */
const UNHAPPY_STARS = 2;

/** Whether a rating has to be explained and is not. */
export const lacksComment = (stars: number, comment: string): boolean =>
  stars <= UNHAPPY_STARS && comment.trim() === '';

export type TextFault = 'empty_text' | 'text_too_long';

/** Counts code points, so an emoji outside the basic plane is one character. */
export const countCharacters = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** Characters of a name beyond `max`, counted as it is stored: composed, and white space made one. */
export const surplusOfName = (name: string, max: number): number =>
  countCharacters(name.normalize('NFC').replace(/\s+/gu, ' ').trim()) - max;

/** As much of a preview as a message may have, so that no emoji is cut in two. */
export const cutText = (text: string): string => Array.from(text).slice(0, TEXT_MAX).join('');

/** Whether there is nothing to be seen in it. */
export const isBlank = (text: string): boolean => !/[^\s\p{Cf}\p{Zs}\p{Cc}]/u.test(text);

/** What is wrong with a message's text, or `undefined` when it may be sent. */
export const findTextFault = (text: string, max = TEXT_MAX): TextFault | undefined => {
  if (isBlank(text)) return 'empty_text';
  return countCharacters(text) > max ? 'text_too_long' : undefined;
};

/** An address as it is stored: without what comes along when it is copied out of a mail program. */
export const cleanEmail = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^</, '')
    .replace(/[>,;]+$/, '')
    .replace(/^mailto:/i, '');

/** Whether a text is an address once it is cleaned. Deliberately loose: one @, something on both sides, a dot in the domain. */
export const isEmail = (text: string): boolean =>
  text.length <= EMAIL_MAX &&
  /^[^\s@<>,;]*[^\s@<>,;.]@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$/u.test(cleanEmail(text));

/** Header in which a page says on whose behalf it asks: the id of the account it was opened by. */
export const ACCOUNT_HEADER = 'x-account';

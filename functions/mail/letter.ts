// A letter in the reader's language, as text and as HTML that is read in the dark, by a screen reader and without a network. Pure; no account store and no way to send.
import { mail as en } from '../../shared/text/en/mail.ts';
import { mail as nl } from '../../shared/text/nl/mail.ts';
import type { Language, Text } from '../../shared/text/text.ts';
import type { Letter } from '../adapters/send-letter.ts';

const textsBy: Readonly<Record<Language, Text<typeof nl>>> = { nl, en };

export interface LetterInput {
  readonly kind: 'reset' | 'invitation' | 'password_changed';
  readonly language: Language;
  readonly name: string;
  readonly login: string;
  /** Address of the site the account is for. */
  readonly site: string;
  /** Where the button leads: the page where a password is chosen. */
  readonly link?: string | undefined;
}

export const composeLetter = ({ kind, language, name, login, site, link }: LetterInput): Letter => {
  const { greeting, loginLine, sender, [kind]: words } = textsBy[language];
  const account = loginLine(login);
  const paragraphs = [greeting(name), words.lead, account];
  const after = [words.validity, words.ignore].filter((line) => line !== '');
  const target = link ?? site;
  return {
    subject: words.subject,
    text: [...paragraphs, `${words.button}:\n${target}`, ...after, sender(site)].join('\n\n'),
    html: htmlOf({
      language,
      subject: words.subject,
      paragraphs,
      button: words.button,
      target,
      after,
      end: sender(site),
    }),
  };
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Mail programs differ: style in each element, a table for the width, and a sheet for those that know the dark. */
const SHEET = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .page { background: #14171c !important; }
  .card { background: #1e232b !important; }
  .card, .card p { color: #e8ebf0 !important; }
  .soft { color: #a9b1bd !important; }
  .button { background: #9db4ff !important; color: #10131a !important; }
  .plain { color: #9db4ff !important; }
}`;
const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const P = `margin:0 0 16px;font-size:16px;line-height:1.5;color:#1c2230;${FONT}`;
const SOFT = `margin:0;font-size:14px;line-height:1.5;color:#5a6372;${FONT}`;
const BUTTON = `display:inline-block;padding:12px 20px;border-radius:8px;background:#2f4fd0;color:#ffffff;font-weight:600;font-size:16px;text-decoration:none;${FONT}`;

interface Parts {
  readonly language: Language;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
  readonly target: string;
  readonly after: readonly string[];
  readonly end: string;
}

const htmlOf = ({ language, subject, paragraphs, button, target, after, end }: Parts): string => {
  const paragraph = (text: string) => `<p style="${P}" dir="auto">${escapeHtml(text)}</p>`;
  const address = escapeHtml(target);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${SHEET}</style>
</head>
<body style="margin:0;padding:0;background:#f4f6f9">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f6f9"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px"><tr><td style="padding:28px">
<h1 style="margin:0 0 20px;font-size:20px;line-height:1.3;color:inherit;${FONT}">${escapeHtml(subject)}</h1>
${paragraphs.map(paragraph).join('\n')}
<p style="margin:0 0 16px"><a class="button" href="${address}" style="${BUTTON}">${escapeHtml(button)}</a></p>
<p style="${P}word-break:break-all"><a class="plain" href="${address}" style="color:#2f4fd0">${address}</a></p>
${after.map(paragraph).join('\n')}
<p class="soft" style="${SOFT}">${escapeHtml(end)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>`;
};

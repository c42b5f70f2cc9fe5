// Sending one letter by SES. The only file with its client, in the function that sends and nowhere else. Independent of any account.
import { domainToASCII } from 'node:url';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import * as v from 'valibot';
import { env } from './env.ts';
import { log } from './log.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Addressed extends Letter {
  readonly to: string;
  /** Of the account and of the mail: SES says them again with a bounce. */
  readonly account: string;
  readonly id: string;
}

/** `refused`: nobody can be written to at that address. `later`: for certain not sent, and to be tried again. */
export type Outcome = 'sent' | 'refused' | 'later';

/** @throws when it is not known whether it was sent. */
export type SendLetter = (letter: Addressed) => Promise<Outcome>;

/** Too fast: nothing was taken, and a moment later it may be. */
const TOO_FAST = new Set(['TooManyRequestsException', 'LimitExceededException', 'ThrottlingException']);
const TRIES = 4;
const WAIT_MS = 400;

const SENDER = 'OfficeHeart';

/** No answering machine answers (RFC 3834), nor does Outlook's. */
const HEADERS = [
  { Name: 'Auto-Submitted', Value: 'auto-generated' },
  { Name: 'X-Auto-Response-Suppress', Value: 'All' },
];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** As SES takes it: in ASCII, the name of another script's domain as DNS has it. */
export const toAscii = (address: string): string | undefined => {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  const ascii = `${address.slice(0, at)}@${domain}`;
  return domain && /^[\x21-\x7e]+$/.test(ascii) && ascii.length <= 254 ? ascii : undefined;
};

// A try of the client's own after a time-out would be a second letter that nobody counts.
export const createSendLetter = (
  client = new SESv2Client({ maxAttempts: 1, ...within(TIME_LIMITS.mail) }),
): SendLetter => {
  const from = `"${SENDER}" <${env('MAIL_FROM')}>`;
  const set = env('MAIL_SET');
  return async ({ to, account, id, subject, text, html }) => {
    const address = toAscii(to);
    if (!address) return 'refused';
    const part = (data: string) => ({ Data: data, Charset: 'UTF-8' });
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [address] },
      ConfigurationSetName: set,
      EmailTags: [
        { Name: 'account', Value: account },
        { Name: 'mail', Value: id },
      ],
      Content: {
        Simple: {
          Subject: part(subject),
          Body: { Text: part(text), Html: part(html) },
          Headers: HEADERS,
        },
      },
    });
    for (let tries = 1; ; tries++) {
      try {
        await client.send(command);
        return 'sent';
      } catch (error) {
        const answer = v.safeParse(Answered, error);
        // No answer at all: it may have been sent.
        if (!answer.success) throw error;
        const { name, $metadata } = answer.output;
        if (TOO_FAST.has(name) && tries < TRIES) {
          await pause(WAIT_MS * tries);
          continue;
        }
        log('ERROR', 'SES did not take a mail', { code: name });
        if ($metadata.httpStatusCode >= 500) throw error;
        return name === 'BadRequestException' ? 'refused' : 'later';
      }
    }
  };
};

/** What SES answered, if it did. */
const Answered = v.object({ name: v.string(), $metadata: v.object({ httpStatusCode: v.number() }) });

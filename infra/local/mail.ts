// SES for the functions: takes mail as SES v2 takes it, with its limits, its roles and its refusals, keeps it in a mailbox one opens in a browser, and says what bounced. Delivers to nobody.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type * as Ses from 'aws-ses-v2-local';
import * as v from 'valibot';
import type { Access } from './access.ts';
import { type CallerIdentity, callerOf } from './caller-identity.ts';
import type { Clock } from './clock.ts';
import type { BusEvent } from './event-buses.ts';
import type { CallEffect, FaultBook } from './faults.ts';
import { limits } from './limits.ts';
import { listen } from './listen.ts';
import { isKnownRecipient, simulated } from './mail-simulator.ts';
import { createRate } from './rate.ts';
import type { RunningResources } from './running-resources.ts';

export interface MailOptions {
  /** Names of the configuration sets of the template, and of those of them that tell of bounces. */
  readonly sets: ReadonlySet<string>;
  readonly telling: ReadonlySet<string>;
  readonly region: string;
  readonly account: string;
  /** As a new account is: to addresses that were confirmed alone, which nobody's is here but those of the simulator. */
  readonly isSandbox: boolean;
  /** Of the mailbox; 0 picks a free one. */
  readonly port: number;
  readonly access: Access;
  readonly clock: Clock;
  readonly faults: FaultBook;
  readonly kill: (caller: CallerIdentity) => void;
  /** Says what came of a mail, on the account's own bus. */
  readonly tell: (event: BusEvent) => void;
}

const Part = v.object({ Data: v.string() });
const Named = v.object({ Name: v.string(), Value: v.string() });
const Send = v.object({
  FromEmailAddress: v.string(),
  Destination: v.object({
    ToAddresses: v.optional(v.array(v.string()), []),
    CcAddresses: v.optional(v.array(v.string()), []),
    BccAddresses: v.optional(v.array(v.string()), []),
  }),
  ConfigurationSetName: v.optional(v.string()),
  EmailTags: v.optional(v.array(Named), []),
  Content: v.object({
    Simple: v.object({
      Subject: Part,
      Body: v.object({ Text: v.optional(Part), Html: v.optional(Part) }),
      Headers: v.optional(v.array(Named), []),
    }),
  }),
});

/** A mail that was taken. */
export interface TakenMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body: unknown;
}

const refusal = (status: number, type: string, message = type): Reply => ({
  status,
  type,
  body: { message },
});
const bad = (message: string) => refusal(400, 'BadRequestException', message);

/** Starts it where the template sends mail. */
export const startMailOf = async (
  { mailSets, mailDestinations }: Pick<RunningResources, 'mailSets' | 'mailDestinations'>,
  options: Omit<MailOptions, 'sets' | 'telling'>,
) =>
  mailSets.length === 0
    ? undefined
    : startMail({
        ...options,
        sets: new Set(mailSets.map(({ ref }) => ref)),
        telling: new Set(mailDestinations.map(({ value }) => value.ConfigurationSetName)),
      });

const startMail = async (options: MailOptions) => {
  const { region, account, access, clock, faults, kill } = options;
  const arn = (resource: string) => `arn:aws:ses:${region}:${account}:${resource}`;
  const mailbox = await openMailbox(options.port);
  const mails: TakenMail[] = [];
  const suppressed = new Set<string>();
  const perSecond = options.isSandbox ? limits.mailRate.value : OUT_OF_SANDBOX;
  const mayCall = createRate({ rate: perSecond, burst: perSecond, now: clock.now });

  const refuse = (mail: v.InferOutput<typeof Send>, caller: string | undefined): Reply | undefined => {
    const from = addressIn(mail.FromEmailAddress);
    const { ToAddresses, CcAddresses, BccAddresses } = mail.Destination;
    const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses];
    const set = mail.ConfigurationSetName;
    const denied = access.refuse(caller, [
      {
        action: 'ses:SendEmail',
        resource: arn(`identity/${from.split('@')[1]}`),
        context: { 'ses:FromAddress': from },
      },
      ...(set
        ? [
            {
              action: 'ses:SendEmail',
              resource: arn(`configuration-set/${set}`),
              context: { 'ses:FromAddress': from },
            },
          ]
        : []),
    ]);
    if (denied) return refusal(403, 'AccessDeniedException', denied);
    if (set && !options.sets.has(set))
      return refusal(404, 'NotFoundException', `Configuration set <${set}> does not exist.`);
    if (recipients.length === 0) return bad('Destination is empty');
    if (recipients.length > limits.mailRecipients.value) return bad('Recipient count exceeds 50.');
    const faulty = recipients.find((address) => !isAddress(address));
    if (faulty) return bad(`Illegal address: ${faulty}`);
    if (mail.Content.Simple.Headers.length > limits.mailHeaders.value) return bad('Too many headers');
    const tag = mail.EmailTags.flatMap(({ Name, Value }) => [Name, Value]).find((each) => !TAG.test(each));
    if (tag !== undefined)
      return bad(`Invalid tag value <${tag}>: only alphanumeric ASCII characters, '_', '-', '.' and '@'`);
    const unknown = options.isSandbox && recipients.find((address) => !isKnownRecipient(address));
    if (unknown)
      return refusal(
        400,
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${unknown}`,
      );
    if (!mayCall()) return refusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
    return undefined;
  };

  const send = async (body: string, headers: IncomingMessage['headers']): Promise<Reply> => {
    if (Buffer.byteLength(body) > limits.mailBytes.value) return bad('Message length is more than the limit');
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Send), body);
    if (!parsed.success) return bad(parsed.issues[0].message);
    const refused = refuse(parsed.output, callerOf(headers)?.function);
    if (refused) return refused;
    const answer = await fetch(`${mailbox.url}/v2/email/outbound-emails`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: headers.authorization ?? 'AWS' },
    });
    const { MessageId: id } = v.parse(v.object({ MessageId: v.string() }), await answer.json());
    mails.push(toTaken(id, parsed.output));
    tellOf(id, parsed.output);
    return { status: 200, body: { MessageId: id } };
  };

  /** What its addresses make of it: the simulator's say it by their names, and who bounced once is not tried again. */
  const tellOf = (messageId: string, mail: v.InferOutput<typeof Send>): void => {
    const set = mail.ConfigurationSetName;
    if (set === undefined || !options.telling.has(set)) return;
    for (const address of mail.Destination.ToAddresses) {
      const outcome = suppressed.has(address) ? 'suppressed' : simulated(address);
      if (!outcome) continue;
      suppressed.add(address);
      const at = new Date(clock.now()).toISOString();
      const common = {
        mail: {
          timestamp: at,
          source: mail.FromEmailAddress,
          sendingAccountId: account,
          messageId,
          destination: mail.Destination.ToAddresses,
          headersTruncated: false,
          headers: [],
          commonHeaders: { subject: mail.Content.Simple.Subject.Data },
          tags: {
            'ses:configuration-set': [set],
            ...Object.fromEntries(mail.EmailTags.map(({ Name, Value }) => [Name, [Value]])),
          },
        },
      };
      const recipients = [{ emailAddress: address }];
      const detail =
        outcome === 'complaint'
          ? {
              eventType: 'Complaint',
              complaint: { complainedRecipients: recipients, timestamp: at, feedbackId: randomUUID() },
              ...common,
            }
          : {
              eventType: 'Bounce',
              bounce: {
                bounceType: outcome === 'soft' ? 'Transient' : 'Permanent',
                bounceSubType: outcome === 'suppressed' ? 'OnAccountSuppressionList' : 'General',
                bouncedRecipients: recipients,
                timestamp: at,
                feedbackId: randomUUID(),
              },
              ...common,
            };
      options.tell({
        id: randomUUID(),
        bus: 'default',
        source: 'aws.ses',
        type: outcome === 'complaint' ? 'Email Complaint Received' : 'Email Bounced',
        detail,
        time: clock.now(),
      });
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isSend = request.method === 'POST' && request.url === '/v2/email/outbound-emails';
    const operation = isSend ? 'SendEmail' : String(request.url);
    const caller = callerOf(request.headers);
    const name = caller?.function ?? '-';
    const body = await text(request);
    await faults.pause({ at: 'call', function: name, operation });
    const effect = isSend ? faults.forCall({ function: name, operation }) : undefined;
    if (effect === 'kill-before' && caller) return kill(caller);
    const reply =
      injected(effect) ??
      (isSend ? await send(body, request.headers) : refusal(404, 'UnknownOperationException'));
    if (effect === 'kill-after' && caller) return kill(caller);
    if (effect === 'lose-reply') {
      response.destroy();
      return;
    }
    // Without a Date the SDK does not correct its clock, which may have been moved.
    response.sendDate = false;
    response.writeHead(reply.status, {
      'content-type': 'application/json',
      ...(reply.type && { 'x-amzn-errortype': reply.type }),
    });
    response.end(JSON.stringify(reply.body));
  };

  const listener = await listen({
    name: 'mail',
    port: 0,
    onRequest: (request, response) => {
      serve(request, response).catch(() => response.destroy());
    },
  });
  return {
    endpoint: `http://127.0.0.1:${listener.port}`,
    mailboxUrl: mailbox.url,
    /** What was taken, in order. */
    mails: (): readonly TakenMail[] => [...mails],
    async close() {
      await listener.close();
      await mailbox.close();
    },
  };
};

/** Mails a second; AWS grants each account its own figure. */
const OUT_OF_SANDBOX = 14;

/** The mailbox, with its page: a package of its own, which is loaded where mail is sent. */
const openMailbox = async (port: number) => {
  // CommonJS, whose default is another thing to each loader; by require it is one.
  const { default: start }: typeof Ses.default = createRequire(import.meta.url)('aws-ses-v2-local');
  const server = await start({ port, host: '127.0.0.1' });
  const address: AddressInfo | string | null = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://localhost:${bound}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Of `"Name" <address>` the address. */
const addressIn = (sender: string): string => (/<([^<>]+)>$/.exec(sender)?.[1] ?? sender).trim();

/** What SES takes of an address: seven bits, 64 characters before the @ (RFC 5321), a domain behind it. */
const isAddress = (address: string): boolean =>
  address.length <= limits.mailAddress.value &&
  /^[\x21-\x3f\x41-\x7e]{1,64}@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/i.test(address);

const TAG = /^[\w.@-]{1,256}$/;

const toTaken = (
  id: string,
  { FromEmailAddress, Destination, Content }: v.InferOutput<typeof Send>,
): TakenMail => ({
  id,
  from: FromEmailAddress,
  to: Destination.ToAddresses,
  subject: Content.Simple.Subject.Data,
  text: Content.Simple.Body.Text?.Data ?? '',
  html: Content.Simple.Body.Html?.Data ?? '',
  headers: Object.fromEntries(Content.Simple.Headers.map(({ Name, Value }) => [Name, Value])),
});

const injected = (effect: CallEffect | undefined): Reply | undefined =>
  effect === 'throttle' ? refusal(429, 'TooManyRequestsException') : undefined;

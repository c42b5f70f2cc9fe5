// What SES says of a mail after it took it: an address that nobody reads is noted at its account, and not written to again until it is another.
import * as v from 'valibot';
import { UserId } from '../../shared/model.ts';
import type { Context } from '../adapters/context.ts';
import { log } from '../adapters/log.ts';
import { count } from '../adapters/metrics.ts';
import { toAscii } from '../adapters/send-letter.ts';
import { noteMailFault, readAccount } from '../store/accounts.ts';

const Mail = v.object({
  destination: v.array(v.string()),
  tags: v.looseObject({ account: v.tuple([UserId]) }),
});
const Recipients = v.array(v.object({ emailAddress: v.string() }));

/**
 * As SES writes its events (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html); EventBridge
 * has the same in `detail`.
 */
export const Feedback = v.variant('eventType', [
  v.object({
    eventType: v.literal('Bounce'),
    mail: Mail,
    bounce: v.object({ bounceType: v.string(), bouncedRecipients: Recipients }),
  }),
  v.object({
    eventType: v.literal('Complaint'),
    mail: Mail,
    complaint: v.object({ complainedRecipients: Recipients }),
  }),
]);
export type Feedback = v.InferOutput<typeof Feedback>;

/** Told twice it is noted twice the same. */
export const noteFeedback = async (
  { db, now }: Pick<Context, 'db' | 'now'>,
  feedback: Feedback,
): Promise<void> => {
  const [id] = feedback.mail.tags.account;
  count(feedback.eventType === 'Bounce' ? 'MailBounced' : 'MailComplained');
  // A full mailbox or a server that is down: SES has tried for hours, and the next mail may arrive.
  if (feedback.eventType === 'Bounce' && feedback.bounce.bounceType !== 'Permanent') return;
  const recipients =
    feedback.eventType === 'Bounce'
      ? feedback.bounce.bouncedRecipients
      : feedback.complaint.complainedRecipients;
  const kind = feedback.eventType === 'Bounce' ? 'bounced' : 'complained';
  log('WARN', 'mail came back', { action: kind, account: id });
  const account = await readAccount(db, id);
  const written = account?.email && toAscii(account.email)?.toLowerCase();
  // Another address by now: that one has done nothing.
  if (!account?.email || !recipients.some(({ emailAddress }) => emailAddress.toLowerCase() === written))
    return;
  await noteMailFault(db, id, { email: account.email, kind, at: now() });
};

// Lambda entry of the function that sends mail: called by the product's own bus for a mail that waits, and by SES for one that came back.
import type { EventBridgeEvent } from 'aws-lambda';
import * as v from 'valibot';
import { createContext } from '../adapters/context.ts';
import { env } from '../adapters/env.ts';
import { createSendLetter } from '../adapters/send-letter.ts';
import { Feedback, noteFeedback } from '../workflows/mail-feedback.ts';
import { sendMailOf } from '../workflows/send-mail.ts';

const context = {
  ...createContext(),
  sendLetter: createSendLetter(),
  hosts: { portal: env('PORTAL_HOST'), console: env('CONSOLE_HOST') },
};

/** @throws when a mail was not sent: EventBridge calls again, and the sweep does each minute. */
export const handler = async ({ source, detail }: EventBridgeEvent<string, unknown>): Promise<void> => {
  if (source === 'aws.ses') return noteFeedback(context, v.parse(Feedback, detail));
  return sendMailOf(context, detail);
};

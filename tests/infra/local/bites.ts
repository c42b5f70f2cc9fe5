// How a limit is shown to bite, and which limits are those of a table or of a whole account.
import { expect } from 'vitest';
import type { LimitName } from '../../../infra/local/limits.ts';
import type { TestSocket } from '../../support/socket.ts';

export interface Bite {
  readonly it: string;
  run(): Promise<void>;
}

export type TableLimit = Extract<
  LimitName,
  `table${string}` | `index${string}` | 'leastKey' | 'inOperands' | 'batchGetItems'
>;

export type AccountLimit = Extract<LimitName, 'newSockets' | 'concurrency' | 'mailRate'>;

/** Whether a message after it is answered: the socket took it. */
export const takes = async (socket: TestSocket): Promise<void> => {
  socket.send({ action: 'ask', n: 1 });
  expect(await socket.next()).toMatchObject({ n: 1 });
  socket.close();
};

/** Sends a mail from the test itself. @returns the status and what SES calls the fault. */
export const sendMail = async (
  endpoint: string | undefined,
  given: {
    readonly to?: readonly string[];
    readonly headers?: number;
    readonly pad?: number;
    readonly set?: string;
  } = {},
): Promise<readonly [status: number, fault: string | null]> => {
  const { to = ['jan@example.nl'], headers = 0, pad = 0, set } = given;
  const body = JSON.stringify({
    FromEmailAddress: '"Helpdesk" <helpdesk@example.nl>',
    Destination: { ToAddresses: to },
    ...(set && { ConfigurationSetName: set }),
    EmailTags: [{ Name: 'account', Value: 'a'.repeat(22) }],
    Content: {
      Simple: {
        Subject: { Data: 'Test' },
        Body: { Text: { Data: 'Test' } },
        Headers: Array.from({ length: headers }, (_, index) => ({ Name: `X-Test-${index}`, Value: '1' })),
      },
    },
  });
  const answer = await fetch(`${endpoint}/v2/email/outbound-emails`, {
    method: 'POST',
    body: body.padEnd(pad),
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test/x' },
  });
  return [answer.status, answer.headers.get('x-amzn-errortype')];
};

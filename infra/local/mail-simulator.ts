// The addresses of SES's mailbox simulator, which say by their name what becomes of a mail to them. See https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html.

const DOMAIN = 'simulator.amazonses.com';

export type Simulated = 'bounce' | 'soft' | 'complaint' | 'suppressed';

const outcomes: Readonly<Record<string, Simulated>> = {
  bounce: 'bounce',
  ooto: 'soft',
  complaint: 'complaint',
  suppressionlist: 'suppressed',
};

/** What a mail to an address comes to, other than that it arrives; a label behind a plus says nothing. */
export const simulated = (address: string): Simulated | undefined => {
  const [local = '', domain] = address.toLowerCase().split('@');
  return domain === DOMAIN ? outcomes[local.replace(/\+.*$/, '')] : undefined;
};

/** Whether an account in the sandbox may write to it without having confirmed it. */
export const isKnownRecipient = (address: string): boolean => address.toLowerCase().endsWith(`@${DOMAIN}`);

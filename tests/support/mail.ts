// Mail in a test: the routes that ask for it, the function that sends it on the same table, and what arrived. SES is a list, which a test can make fail.
import type { Context } from '../../functions/adapters/context.ts';
import type { Publishing } from '../../functions/adapters/publish.ts';
import type { Addressed, Outcome } from '../../functions/adapters/send-letter.ts';
import { createHttpHandler } from '../../functions/pipeline/http.ts';
import { createAccountsRoutes } from '../../functions/routes/accounts/index.ts';
import { createFactorsRoutes } from '../../functions/routes/factors/index.ts';
import { portalRoutes } from '../../functions/routes/portal/index.ts';
import type { Reach } from '../../functions/workflows/revoke-access.ts';
import { sendMail } from '../../functions/workflows/send-mail.ts';
import { HOST, nobodyThere, type Published } from './accounts.ts';
import { testSecrets } from './secrets.ts';

/** What becomes of the next letter; a thrown error is a call that had no answer, after it was sent or not. */
type Fate = Outcome | 'dies before' | 'dies after';

export const createPost = (context: Context & Publishing & Published, reach: Reach = nobodyThere) => {
  const letters: Addressed[] = [];
  const fates: Fate[] = [];
  const sendLetter = async (letter: Addressed): Promise<Outcome> => {
    const fate = fates.shift() ?? 'sent';
    if (fate === 'sent' || fate === 'dies after') letters.push(letter);
    if (fate === 'dies before' || fate === 'dies after') throw new Error('no answer');
    return fate;
  };
  const sending = { ...context, sendLetter, hosts: HOST };
  return {
    handler: createHttpHandler(
      {
        ...portalRoutes,
        ...createAccountsRoutes(reach, true),
        ...createFactorsRoutes(reach, testSecrets),
      },
      context,
    ),
    /** Everything that arrived so far. */
    letters,
    /** Runs the function that sends for each mail it was called for. @returns what arrived by it. */
    async deliver(...given: Fate[]): Promise<readonly Addressed[]> {
      const before = letters.length;
      fates.push(...given);
      for (const id of context.mailsDue.splice(0)) await sendMail(sending, id).catch(() => {});
      return letters.slice(before);
    },
  };
};

/** What stands behind the `#` of the link in a letter. */
export const tokenIn = ({ text }: Pick<Addressed, 'text'>): string => /#(\S+)/.exec(text)?.[1] ?? '';

// What leaves this browser of what a customer types: masked (S139), as a message and as a preview (S43). Fetched when somebody types.
import { MASK_KINDS } from '../../../shared/mask.ts';
import type { MaskKind } from '../../../shared/model.ts';
import { type About, mask } from '../../connection/masking.ts';
import { type CreateTyping, createPreviewing } from '../../connection/typing.ts';

const masksOf = ({ chat }: About): readonly MaskKind[] => chat.peek()?.masks ?? MASK_KINDS;

/** What an agent let through is the server's to see. */
export const maskMessage = (text: string, about: About): string =>
  about.chat.peek()?.allowed ? text : mask(text, masksOf(about), about);

/** What was let through is one message, and no preview. */
export const createMaskedPreviewing: CreateTyping = ({ connection, ...deps }) =>
  createPreviewing({
    ...deps,
    connection: {
      tell: (action, input) =>
        connection.tell(
          action,
          'text' in input ? { ...input, text: mask(input.text, masksOf(deps), deps) } : input,
        ),
    },
  });

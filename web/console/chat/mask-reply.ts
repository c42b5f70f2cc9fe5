// What leaves this browser of what an agent writes: masked as a customer's words are (S139), but an account is rather the company's own. Fetched with the first reply.
import type { MaskKind, Settings } from '../../../shared/model.ts';
import { type About, mask } from '../../connection/masking.ts';

export const maskReply = (text: string, settings: Settings | undefined, about: About): string => {
  const kinds: MaskKind[] = [];
  if (settings?.maskBsn ?? true) kinds.push('bsn');
  if (settings?.maskCard ?? true) kinds.push('card');
  return mask(text, kinds, about);
};

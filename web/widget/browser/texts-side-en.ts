// The English texts of the side views, as one file to load.
import { chatRefusals as refusals } from '../../../shared/text/en/chat-refusals.ts';
import { side } from '../../../shared/text/en/widget-side.ts';

export const texts = { ...side, refusals };

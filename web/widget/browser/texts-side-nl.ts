// The Dutch texts of the side views, as one file to load.
import { chatRefusals as refusals } from '../../../shared/text/nl/chat-refusals.ts';
import { side } from '../../../shared/text/nl/widget-side.ts';

export const texts = { ...side, refusals };

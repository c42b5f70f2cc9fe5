// The Dutch texts of the chat window, as one file to load.
import { chat } from '../../../shared/text/nl/chat.ts';
import { widget } from '../../../shared/text/nl/widget.ts';

export const texts = { ...chat, ...widget };

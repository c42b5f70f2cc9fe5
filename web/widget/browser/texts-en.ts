// The English texts of the chat window, as one file to load.
import { chat } from '../../../shared/text/en/chat.ts';
import { widget } from '../../../shared/text/en/widget.ts';

export const texts = { ...chat, ...widget };

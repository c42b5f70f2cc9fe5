// The chat window in Dutch, as one file to load.
import { chat } from '../text/nl/chat.ts';
import { widget } from '../text/nl/widget.ts';
import { createStart } from './start.tsx';

export const start = createStart({ ...chat, ...widget });

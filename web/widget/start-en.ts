// The chat window in English, as one file to load.
import { chat } from '../text/en/chat.ts';
import { widget } from '../text/en/widget.ts';
import { createStart } from './start.tsx';

export const start = createStart({ ...chat, ...widget });

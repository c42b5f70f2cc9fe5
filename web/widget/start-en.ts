// The chat window in English, as one file to load.
import { chat } from '../../shared/text/en/chat.ts';
import { widget } from '../../shared/text/en/widget.ts';
import { createStart } from './start.tsx';

export const start = createStart({ ...chat, ...widget });

// The chat window in Dutch, as one file to load.
import { chat } from '../../shared/text/nl/chat.ts';
import { widget } from '../../shared/text/nl/widget.ts';
import { createStart } from './start.tsx';

export const start = createStart({ ...chat, ...widget });

// The texts of what a chat window has beside the talking, for its parts, and what dialogs are given.
import type { ChatSummary } from '../../../shared/model.ts';
import type { chatTexts } from '../../../shared/text/nl/console-chat.ts';
import type { Text } from '../../../shared/text/text.ts';

export type ChatTexts = Text<typeof chatTexts>;

export interface DialogProps {
  chat: ChatSummary;
  onClose: () => void;
}

// The English texts of all that the page of components shows.
import { chat as chatTexts } from '../../shared/text/en/chat.ts';
import { chatRefusals as refusals } from '../../shared/text/en/chat-refusals.ts';
import { openChat } from '../../shared/text/en/tab.ts';
import { widget } from '../../shared/text/en/widget.ts';
import { side } from '../../shared/text/en/widget-side.ts';

export { common, consoleTexts, ui } from '../../shared/text/en/console.ts';
export { overview } from '../../shared/text/en/console-overview.ts';
export const chat = { window: { ...chatTexts, ...widget }, side: { ...side, refusals }, label: openChat };

// The Dutch texts of all that the page of components shows.
import { chat as chatTexts } from '../../shared/text/nl/chat.ts';
import { chatRefusals as refusals } from '../../shared/text/nl/chat-refusals.ts';
import { openChat } from '../../shared/text/nl/tab.ts';
import { widget } from '../../shared/text/nl/widget.ts';
import { side } from '../../shared/text/nl/widget-side.ts';

export { common, consoleTexts, ui } from '../../shared/text/nl/console.ts';
export { overview } from '../../shared/text/nl/console-overview.ts';
export const chat = { window: { ...chatTexts, ...widget }, side: { ...side, refusals }, label: openChat };

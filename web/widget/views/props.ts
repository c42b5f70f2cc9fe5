// What every view of the chat window is given.
import type { ComponentType } from 'preact';
import type { LaterPart } from '../../ui/later-part.ts';
import type { Bubble } from '../model/lines.ts';
import type { Widget } from '../model/types.ts';
import type { Focus } from './focus.ts';
import type { SideTexts, Texts } from './texts.ts';

export interface ViewProps {
  readonly widget: Widget;
  readonly texts: Texts;
  /** What the tab says; it came with the loader. */
  readonly label: string;
  readonly focus: Focus;
  /** What nobody needs to talk. */
  readonly sideViews: LaterPart<SideViews>;
}

/** What a message is given. */
export interface BubbleProps extends ViewProps {
  readonly line: Bubble;
  /** The one own message that says in words that it was sent; the others do with the sign. */
  readonly isLastOwn: boolean;
  /** False when nothing can be sent any more. */
  readonly canSend: boolean;
}

export type SideViewName =
  | 'Composing'
  | 'ConnectionBanner'
  | 'Countdown'
  | 'Earlier'
  | 'EndedChoices'
  | 'FailedFoot'
  | 'Form'
  | 'LeaveDialog'
  | 'LongWait'
  | 'Masked'
  | 'PoppedOutNotice'
  | 'Rating'
  | 'Sent'
  | 'Tab'
  | 'TakeBack';

export interface SideViews {
  readonly views: Readonly<Record<SideViewName, ComponentType<SideProps & Partial<BubbleProps>>>>;
  readonly texts: SideTexts;
}

/** What each of them is given. */
export interface SideProps extends ViewProps {
  readonly texts: Texts & SideTexts;
}

// What every view of the chat window is given.
import type { ComponentType } from 'preact';
import type { LaterPart } from '../../ui/later-part.ts';
import type { Widget } from '../model/types.ts';
import type { BubbleProps } from './BubbleItem.tsx';
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

export type SideViewName =
  | 'Allowed'
  | 'CharacterCount'
  | 'ConnectionBanner'
  | 'Countdown'
  | 'EndedChoices'
  | 'FailedFoot'
  | 'Form'
  | 'LeaveDialog'
  | 'LongWait'
  | 'Masked'
  | 'PoppedOutNotice'
  | 'Rating'
  | 'Tab';

export interface SideViews {
  readonly views: Readonly<Record<SideViewName, ComponentType<SideProps & Partial<BubbleProps>>>>;
  readonly texts: SideTexts;
}

/** What each of them is given. */
export interface SideProps extends ViewProps {
  readonly texts: Texts & SideTexts;
}

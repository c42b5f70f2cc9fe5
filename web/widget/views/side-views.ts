// The views nobody needs to talk, and their style, as one file to load: the form before a
// conversation, what comes after it, what is said when it stands still or is
// hindered, and the tab of one that was made small.

import { Composing } from './Composing.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Countdown } from './Countdown.tsx';
import { Earlier } from './Earlier.tsx';
import { EndedChoices } from './EndedChoices.tsx';
import { FailedFoot } from './FailedFoot.tsx';
import { Form } from './Form.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { LongWait } from './LongWait.tsx';
import { Masked } from './Masked.tsx';
import { PoppedOutNotice } from './PoppedOutNotice.tsx';
import { Rating } from './Rating.tsx';
import { Sent } from './Sent.tsx';
import css from './side-views.css?inline';
import { Tab } from './Tab.tsx';
import { TakeBack } from './TakeBack.tsx';

export const views = {
  Composing,
  ConnectionBanner,
  Countdown,
  Earlier,
  EndedChoices,
  FailedFoot,
  Form,
  LeaveDialog,
  LongWait,
  Masked,
  PoppedOutNotice,
  Rating,
  Sent,
  Tab,
  TakeBack,
} as const;
export { css };

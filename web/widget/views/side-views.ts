// The views nobody needs to talk, and their style, as one file to load: the form before a
// conversation, what comes after it, what is said when it stands still, and the tab of one that was made small.

import { Countdown } from './Countdown.tsx';
import { EndedChoices } from './EndedChoices.tsx';
import { Form } from './Form.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { LongWait } from './LongWait.tsx';
import { PoppedOutNotice } from './PoppedOutNotice.tsx';
import { Rating } from './Rating.tsx';
import css from './side-views.css?inline';
import { Tab } from './Tab.tsx';

export const views = {
  Countdown,
  EndedChoices,
  Form,
  LeaveDialog,
  LongWait,
  PoppedOutNotice,
  Rating,
  Tab,
} as const;
export { css };

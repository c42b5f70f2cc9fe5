// The views nobody needs to talk, and their style, as one file to load: the form before a conversation, what comes after it.

import { EndedChoices } from './EndedChoices.tsx';
import { Form } from './Form.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { Rating } from './Rating.tsx';
import css from './side-views.css?inline';

export const views = { EndedChoices, Form, LeaveDialog, Rating } as const;
export { css };

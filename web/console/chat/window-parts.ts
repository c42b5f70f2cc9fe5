// Parts of a chat window that nobody needs to talk, as one file to load once a window is there.
export { Beside } from './Beside.tsx';
export { ClosingButtons } from './ClosingButtons.tsx';
export { EndDialog } from './EndDialog.tsx';
export { InviteDialog } from './InviteDialog.tsx';
export { createSaidPart } from './said-part.tsx';
export { TakenDialog } from './TakenDialog.tsx';
export { TextList } from './TextList.tsx';

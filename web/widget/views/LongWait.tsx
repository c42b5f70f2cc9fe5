// Nobody came for a while: the customer can go on waiting, and need not.
import { LeaveMessage } from './LeaveMessage.tsx';
import type { SideProps } from './props.ts';

export const LongWait = ({ widget, texts }: SideProps) => (
  <p class="note small">
    {texts.waitsLong} <LeaveMessage widget={widget} texts={texts} />
  </p>
);

// Where the chat was, while it is in a window of its own (S50).
import type { SideProps } from './props.ts';

export const PoppedOutNotice = ({ widget, texts, label, focus }: SideProps) => (
  <section class="elsewhere" aria-label={label}>
    <p role="status">
      {texts.isElsewhere} –{' '}
      <button type="button" class="link" ref={focus.take} onClick={widget.placement.bringBack}>
        {texts.bringBack}
      </button>
    </p>
  </section>
);

// The conversation so far. Follows the newest message until the reader scrolls up; then says when there are new ones.
import { useMemo } from 'preact/hooks';
import type { Cid } from '../../../shared/model.ts';
import { Button } from '../../ui/Button.tsx';
import { endingText } from '../../ui/ending.ts';
import { followEnd } from '../../ui/follow-end.ts';
import { Icon } from '../../ui/Icon.tsx';
import { arrowDownIcon } from '../../ui/icons.ts';
import { inParts } from '../../ui/in-parts.ts';
import { isolate } from '../../ui/isolate.ts';
import { memo } from '../../ui/memo.ts';
import { Time } from '../../ui/Time.tsx';
import { formatDay } from '../../ui/time.ts';
import { isOwn, type Line, makeLines, type NoteEntry, type Row } from '../model/lines.ts';
import { isOver } from '../model/view.ts';
import { BubbleItem } from './BubbleItem.tsx';
import type { BubbleProps, ViewProps } from './props.ts';
import { SideView } from './SideView.tsx';
import type { Texts } from './texts.ts';

/** Milliseconds the log has to be in the page before what is added to it is announced, not read out as a whole. */
const SETTLE_MS = 500;

export const Log = (props: ViewProps) => {
  const { widget, texts } = props;
  const scroller = useMemo(() => followEnd(widget.scroll), [widget]);
  return (
    <div class="log">
      <section
        class="scroll"
        aria-label={texts.logLabel}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
        ref={scroller}
      >
        <div>
          <SideView {...props} view="Earlier" instead={<p class="small note earlier" />} />
          <Lines {...props} />
          <TypingSign {...props} />
          <div role="status">
            {widget.waitsLong.value && <SideView {...props} view="LongWait" instead={null} />}
          </div>
        </div>
      </section>
      <NewMessages {...props} />
    </div>
  );
};

const NewMessages = ({ widget, texts }: ViewProps) =>
  widget.unread.value > 0 ? (
    <Button
      class="pill"
      onClick={() => {
        widget.scroll.value = undefined;
      }}
    >
      {texts.fresh} <Icon shape={arrowDownIcon} />
    </Button>
  ) : null;

/** In a region that announces what is added to it; a component of its own, so a key in the composer does not draw it again. */
const Lines = (props: ViewProps) => {
  const { widget, texts } = props;
  const rows = widget.rows.value;
  const parts = inParts(rows);
  const lastOwn = rows.findLast(isOwn);
  const canSend = !isOver(widget.view.value);
  return rows.length > 0 ? (
    <div
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-busy="true"
      aria-label={texts.logLabel}
      ref={settle}
    >
      {parts.map((part, at) => (
        <Part
          key={at}
          {...props}
          rows={part}
          before={parts[at - 1]?.at(-1)?.at}
          lastOwn={lastOwn && part.includes(lastOwn) && lastOwn.cid}
          canSend={canSend}
        />
      ))}
    </div>
  ) : null;
};

interface PartProps extends ViewProps {
  rows: readonly Row[];
  /** When what stands before them was said. */
  before: number | undefined;
  lastOwn: Cid | false | undefined;
  canSend: boolean;
}

/** Also of chats before this one. */
export const Part = memo(({ rows, before, lastOwn, ...rest }: PartProps) => (
  <ol class="lines">
    {makeLines(rows, before).map((line) => (
      <LineItem key={line.key} line={line} isLastOwn={line.key === lastOwn} {...rest} />
    ))}
  </ol>
));

/** Directly, as nothing draws it again for this. */
const settle = (log: HTMLElement | null) => {
  const timer = setTimeout(() => log?.setAttribute('aria-busy', 'false'), SETTLE_MS);
  return () => clearTimeout(timer);
};

const LineItem = memo(({ line, ...rest }: Omit<BubbleProps, 'line'> & { line: Line }) => {
  const { texts } = rest;
  switch (line.kind) {
    case 'day':
      return (
        <li class="small note">
          <Time at={line.at} locale={texts.locale} format={formatDay} />
        </li>
      );
    case 'note':
      return <li class="small note">{noteText(texts, line.entry)}</li>;
    case 'bubble':
      return <BubbleItem line={line} {...rest} />;
    default:
      return line satisfies never;
  }
});

const noteText = (texts: Texts, entry: NoteEntry): string => {
  switch (entry.kind) {
    case 'ended':
      return endingText(texts, entry.reason);
    case 'unknown':
      return texts.unknown;
    default:
      return texts[entry.kind](isolate(entry.agent.name));
  }
};

/** Not part of the log, so it is seen and not announced. */
const TypingSign = ({ widget, texts }: ViewProps) => {
  const name = widget.typing.value;
  return name === undefined ? null : (
    <p class="small typing">
      {texts.isTyping(isolate(name))} <span class="dots" aria-hidden="true" />
    </p>
  );
};

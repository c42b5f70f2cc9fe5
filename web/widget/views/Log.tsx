// The conversation so far. Follows the newest message until the reader scrolls up; then says when there are new ones.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { EndReason } from '../../../shared/model.ts';
import type { Conversation } from '../../connection/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatDay } from '../../ui/time.ts';
import { type Line, makeLines, type NoteEntry } from '../lines.ts';
import { isolate, type Texts } from '../texts.ts';
import type { Widget } from '../widget.ts';
import { BubbleItem } from './BubbleItem.tsx';

interface Props {
  readonly widget: Widget;
  readonly texts: Texts;
  readonly chat: Conversation;
  readonly canSend: boolean;
}

const arrowDownIcon = 'M12 5v14m-6-6 6 6 6-6';

/** This close to the end (pixels) counts as at the end: a line of text, a rubber band. */
const NEAR_END = 40;
/** Milliseconds the log has to be in the page before what is added to it is announced, not read out as a whole. */
const SETTLE_MS = 500;

export const Log = ({ widget, texts, chat, canSend }: Props) => {
  const lines = makeLines(chat.entries.value, chat.outgoing.value);
  const lastOwn = lines.findLast(isOwn)?.key;
  const { box, hasNew, goToEnd, onScroll } = useFollowing(widget, lines);
  const isSettled = useSettled(lines.length > 0);
  return (
    <div class="log">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <section class="log__scroll" aria-label={texts.widget.log} tabIndex={0} ref={box} onScroll={onScroll}>
        <div
          role="log"
          aria-live="polite"
          aria-relevant="additions"
          aria-busy={!isSettled}
          aria-label={texts.widget.log}
        >
          <ol class="lines">
            {lines.map((line) => (
              <LineItem
                key={line.key}
                line={line}
                texts={texts}
                isLastOwn={line.key === lastOwn}
                onAgain={canSend ? chat.again : undefined}
                onTakeBack={widget.takeBack}
              />
            ))}
          </ol>
        </div>
        <TypingSign widget={widget} texts={texts} />
      </section>
      {hasNew && (
        <button type="button" class="pill" onClick={goToEnd}>
          {texts.widget.fresh}
          <Icon shape={arrowDownIcon} />
        </button>
      )}
    </div>
  );
};

interface LineProps {
  line: Line;
  texts: Texts;
  isLastOwn: boolean;
  onAgain: Conversation['again'] | undefined;
  onTakeBack: Widget['takeBack'];
}

const LineItem = ({ line, texts, ...rest }: LineProps) => {
  switch (line.kind) {
    case 'day':
      return (
        <li class="line line--day">
          <Time at={line.at} locale={texts.common.locale} format={formatDay} />
        </li>
      );
    case 'note':
      return <li class="line line--note">{noteText(texts, line.entry)}</li>;
    case 'bubble':
      return <BubbleItem line={line} texts={texts} {...rest} />;
    default:
      return line satisfies never;
  }
};

const noteText = (texts: Texts, entry: NoteEntry): string => {
  switch (entry.kind) {
    case 'joined':
      return texts.common.joined(isolate(entry.agent.name));
    case 'left':
      return texts.common.left(isolate(entry.agent.name));
    case 'ended':
      return endingText(texts, entry.reason);
    default:
      return entry satisfies never;
  }
};

/** As told to the customer: who ended it is then "you". */
export const endingText = (texts: Texts, reason: EndReason): string =>
  reason === 'customer' ? texts.widget.endings.customer : texts.common.endings[reason];

/** Not part of the log, so it is seen and not announced. */
const TypingSign = ({ widget, texts }: Pick<Props, 'widget' | 'texts'>) => {
  const name = widget.typing.value;
  return name === undefined ? null : (
    <p class="typing">
      <span class="typing__dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {texts.widget.typing(isolate(name))}
    </p>
  );
};

const isOwn = (line: Line): boolean => line.kind === 'bubble' && line.author.own;

const useSettled = (hasLines: boolean): boolean => {
  const isSettled = useSignal(false);
  useEffect(() => {
    if (!hasLines) return;
    const timer = setTimeout(() => {
      isSettled.value = true;
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [hasLines]);
  return isSettled.value;
};

const useFollowing = (widget: Widget, lines: readonly Line[]) => {
  const box = useRef<HTMLElement>(null);
  const kept = useRef(widget.keptScroll());
  const newest = useRef<{ own: string | undefined; other: string | undefined } | undefined>(undefined);
  const hasNew = useSignal(false);
  const isTyping = widget.typing.value !== undefined;

  const goToEnd = () => {
    const { current } = box;
    if (current) current.scrollTop = current.scrollHeight;
    hasNew.value = false;
  };
  const onScroll = () => {
    const { current } = box;
    if (!current || lines.length === 0) return;
    const isAtEnd = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END;
    kept.current = isAtEnd ? undefined : Math.round(current.scrollTop);
    widget.keepScroll(kept.current);
    if (isAtEnd) hasNew.value = false;
  };

  // Own messages on their way stand below what others say meanwhile, so the last line alone does not tell.
  const own = lines.findLast(isOwn)?.key;
  const other = lines.findLast((line) => !isOwn(line))?.key;
  useLayoutEffect(() => {
    if (lines.length === 0) return;
    const before = newest.current;
    newest.current = { own, other };
    if (kept.current === undefined || (before && before.own !== own)) goToEnd();
    else if (!before && box.current) box.current.scrollTop = kept.current;
    else if (before?.other !== other) hasNew.value = true;
  }, [own, other, isTyping]);

  // The composer grows, the keyboard opens: the end stays in sight.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      if (kept.current === undefined) goToEnd();
    });
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  return { box, hasNew: hasNew.value, goToEnd, onScroll };
};

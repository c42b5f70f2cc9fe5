// One message: its text, who said it and when, and for the own ones how far it got (S24).
import { refusalText } from '../../text/text.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { alertIcon, chatIcon, checkIcon, clockIcon } from '../../ui/icons.ts';
import { LinkedText } from '../../ui/LinkedText.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatTime } from '../../ui/time.ts';
import type { Bubble } from '../lines.ts';
import type { Texts } from '../texts.ts';
import type { Widget } from '../widget.ts';

export interface BubbleProps {
  readonly widget: Widget;
  readonly texts: Texts;
  readonly line: Bubble;
  /** The one own message that says in words that it was sent; the others do with the sign. */
  readonly isLastOwn: boolean;
  /** False when nothing can be sent any more. */
  readonly canSend: boolean;
}

const icons = { stored: checkIcon, sending: clockIcon, failed: alertIcon } as const;

export const BubbleItem = (props: BubbleProps) => {
  const { line, texts } = props;
  const { author, delivery, first, last } = line;
  const word = texts.widget.delivery[delivery.kind];
  return (
    <li
      class={`bubble bubble--${author.own ? 'own' : 'other'} bubble--${delivery.kind}${first ? ' bubble--first' : ''}`}
    >
      <bdi class={author.own || !first ? 'visually-hidden' : 'small author'}>
        {author.own ? texts.widget.you : (author.name ?? texts.chat.helpdesk)}
      </bdi>
      {!author.own &&
        last &&
        (author.name === undefined ? (
          <span class="avatar">
            <Icon shape={chatIcon} />
          </span>
        ) : (
          <Avatar name={author.name} />
        ))}
      <div class="text" title={formatTime(line.at, texts.chat.locale)}>
        <div dir="auto">
          <LinkedText text={line.text} />
        </div>
        {author.own && (
          <span class="sign" role="img" aria-label={word} title={word}>
            <Icon shape={icons[delivery.kind]} />
          </span>
        )}
      </div>
      <Foot {...props} />
    </li>
  );
};

/** Seen, not announced: a log tells what was said, not that the clock went on. */
const Foot = ({ widget, texts, line, isLastOwn, canSend }: BubbleProps) => {
  const { delivery, cid } = line;
  const word = texts.widget.delivery[delivery.kind];
  if (delivery.kind === 'failed')
    return (
      <div class="small foot">
        <span>
          {word}
          {delivery.refusal && `: ${refusalText(texts.chat, delivery.refusal)}`}
        </span>
        {canSend && cid && (
          <>
            <button type="button" class="link" onClick={() => widget.again(cid)}>
              {texts.widget.again}
            </button>
            <button type="button" class="link" onClick={() => widget.takeBack(cid)}>
              {texts.widget.takeBack}
            </button>
          </>
        )}
      </div>
    );
  const saysWord = delivery.kind === 'sending' || isLastOwn;
  return line.last || saysWord ? (
    <div class="small foot" aria-live="off">
      <Time at={line.at} locale={texts.chat.locale} format={formatTime} />
      {saysWord && <span aria-hidden="true"> · {word}</span>}
    </div>
  ) : null;
};

// One message: its text, who said it and when, and for the own ones how far it got (S24).
import type { Cid } from '../../../shared/model.ts';
import { refusalText } from '../../text/text.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { LinkedText } from '../../ui/Conversation.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { alertIcon, chatIcon, checkIcon, clockIcon } from '../../ui/icons.ts';
import { Time } from '../../ui/Time.tsx';
import { formatTime } from '../../ui/time.ts';
import type { Bubble, Delivery } from '../lines.ts';
import type { Texts } from '../texts.ts';

interface Props {
  readonly line: Bubble;
  readonly texts: Texts;
  /** The one own message that says in words that it was sent; the others do with the sign. */
  readonly isLastOwn: boolean;
  /** Absent when nothing can be sent any more. */
  readonly onAgain: ((cid: Cid) => void) | undefined;
  readonly onTakeBack: (cid: Cid) => void;
}

export const BubbleItem = (props: Props) => {
  const { line, texts } = props;
  const { author, delivery, first, last } = line;
  const classes = [
    'bubble',
    author.own ? 'bubble--own' : 'bubble--other',
    first && 'bubble--first',
    last && 'bubble--last',
    `bubble--${delivery.kind}`,
  ];
  return (
    <li class={classes.filter(Boolean).join(' ')}>
      <bdi class={author.own || !first ? 'visually-hidden' : 'bubble__author'}>
        {author.own ? texts.widget.you : (author.name ?? texts.common.helpdesk)}
      </bdi>
      {!author.own && last && <Face name={author.name} />}
      <div class="bubble__text" title={formatTime(line.at, texts.common.locale)}>
        <div dir="auto">
          <LinkedText text={line.text} />
        </div>
        {author.own && <Sign delivery={delivery} texts={texts} />}
      </div>
      <Foot {...props} />
    </li>
  );
};

const Face = ({ name }: { name: string | undefined }) =>
  name === undefined ? (
    <span class="avatar avatar--small">
      <Icon shape={chatIcon} />
    </span>
  ) : (
    <Avatar name={name} small />
  );

const shapes = { stored: checkIcon, sending: clockIcon, failed: alertIcon } as const satisfies Record<
  Delivery['kind'],
  string
>;

const Sign = ({ delivery, texts }: { delivery: Delivery; texts: Texts }) => (
  <span
    class="sign"
    role="img"
    aria-label={deliveryText(texts, delivery)}
    title={deliveryText(texts, delivery)}
  >
    <Icon shape={shapes[delivery.kind]} />
  </span>
);

const deliveryText = (texts: Texts, { kind }: Delivery): string =>
  ({ stored: texts.widget.sent, sending: texts.widget.sending, failed: texts.widget.failed })[kind];

/** Seen, not announced: a log tells what was said, not that the clock went on. */
const Foot = ({ line, texts, isLastOwn, onAgain, onTakeBack }: Props) => {
  const { delivery, cid } = line;
  if (delivery.kind === 'failed')
    return (
      <div class="foot foot--failed">
        <span>
          {texts.widget.failed}
          {delivery.refusal && `: ${refusalText(texts.common, delivery.refusal)}`}
        </span>
        {onAgain && cid && (
          <>
            <button type="button" class="link" onClick={() => onAgain(cid)}>
              {texts.widget.again}
            </button>
            <button type="button" class="link" onClick={() => onTakeBack(cid)}>
              {texts.widget.takeBack}
            </button>
          </>
        )}
      </div>
    );
  const word = delivery.kind === 'sending' || isLastOwn ? deliveryText(texts, delivery) : undefined;
  return line.last || word ? (
    <div class="foot" aria-live="off">
      <Time at={line.at} locale={texts.common.locale} format={formatTime} />
      {word && <span aria-hidden="true"> · {word}</span>}
    </div>
  ) : null;
};

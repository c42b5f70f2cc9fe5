// One message: its text, who said it and when, and for the own ones how far it got (S24).
import { TAKE_BACK_MS } from '../../../shared/rules.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { alertIcon, checkIcon, clockIcon } from '../../ui/icons.ts';
import { LinkedText } from '../../ui/LinkedText.tsx';
import { Time } from '../../ui/Time.tsx';
import { formatTime } from '../../ui/time.ts';
import type { BubbleProps } from './props.ts';
import { SideView } from './SideView.tsx';

const icons = { stored: checkIcon, sending: clockIcon, failed: alertIcon } as const;

export const BubbleItem = (props: BubbleProps) => {
  const { line, texts } = props;
  const { own, author, delivery, first, last, redacted } = line;
  const word = texts.delivery[line.delivery];
  const text = <LinkedText text={line.text} />;
  return (
    <li class={`bubble bubble--${own ? 'own' : 'other'} bubble--${delivery}${first ? ' bubble--first' : ''}`}>
      <bdi class={own || !first ? 'visually-hidden' : 'small author'}>
        {own ? texts.you : (author?.name ?? texts.helpdesk)}
      </bdi>
      {!own && last && <Avatar name={author?.name} small />}
      <div class="text">
        <div dir="auto">
          {redacted ? (
            <i>{texts.redacted[redacted]}</i>
          ) : line.files ? (
            <SideView {...props} view="Sent" instead={text} />
          ) : (
            text
          )}
        </div>
        {own && (
          <span class="sign" role="img" aria-label={word} title={word}>
            <Icon shape={icons[delivery]} />
          </span>
        )}
      </div>
      {own && line.text.includes('••') && <SideView {...props} view="Masked" instead={null} />}
      {own && delivery === 'stored' && !redacted && Date.now() - line.at < TAKE_BACK_MS && (
        <SideView {...props} view="TakeBack" instead={null} />
      )}
      <MessageFooter {...props} />
    </li>
  );
};

/** Seen, not announced: a log tells what was said, not that the clock went on. */
const MessageFooter = (props: BubbleProps) => {
  const { texts, line, isLastOwn } = props;
  const { delivery } = line;
  if (delivery === 'failed') return <SideView {...props} view="FailedFoot" />;
  const saysWord = delivery === 'sending' || isLastOwn;
  return line.last || saysWord ? (
    <div class="small foot" aria-live="off">
      <Time at={line.at} locale={texts.locale} format={formatTime} />
      {saysWord && <span aria-hidden="true"> · {texts.delivery[line.delivery]}</span>}
    </div>
  ) : null;
};

// The head of the window: with whom the customer chats (S38), and the buttons for sound, size, a window of its own and leaving.
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { bellIcon, closeIcon, minusIcon, popOutIcon } from '../../ui/icons.ts';
import { isOver } from '../model/view.ts';
import type { ViewProps } from './props.ts';
import { namesOf } from './texts.ts';

/** Through an icon: off. */
const stroke = 'M4 4l16 16';

export const ChatHeader = (props: ViewProps) => {
  const { widget, texts } = props;
  const view = widget.view.value;
  const { isOwnWindow, popOut } = widget.placement;
  return (
    <header class={`header${view.chat && isOver(view) ? ' header--over' : ''}`}>
      <Presence {...props} />
      <IconButton
        icon={bellIcon + (widget.silent.value ? stroke : '')}
        label={texts.soundLabel}
        aria-pressed={!widget.silent.value}
        onClick={() => {
          widget.silent.value = !widget.silent.value;
        }}
      />
      {!isOwnWindow && (
        <>
          <IconButton
            icon={minusIcon}
            label={texts.minimise}
            onClick={() => {
              widget.shown.value = false;
            }}
          />
          {view.chat && <IconButton icon={popOutIcon} label={texts.openWindow} onClick={popOut} />}
        </>
      )}
      <IconButton icon={closeIcon} label={texts.closeChat} onClick={widget.leave} />
    </header>
  );
};

/** The helpdesk, and whether and which agent takes part. */
const Presence = ({ widget, texts }: ViewProps) => {
  const agents = widget.agents.value;
  return (
    <>
      <Avatar name={agents?.[0]?.name} />
      <div class="who">
        <h2>{texts.helpdesk}</h2>
        {widget.view.value.chat && (
          <p class="small" aria-live="polite">
            {isOver(widget.view.value)
              ? texts.hasEnded
              : agents?.length
                ? texts.chatWith(namesOf(agents, texts))
                : agents
                  ? texts.nobodyYet
                  : texts.connecting}
          </p>
        )}
      </div>
    </>
  );
};

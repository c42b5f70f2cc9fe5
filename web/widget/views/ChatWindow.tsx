// The open window: its header, and of the form, the conversation and what follows its end the view that is on.
import type { ConnectionStatus } from '../../connection/types.ts';
import { isOver } from '../model/view.ts';
import { ChatHeader } from './ChatHeader.tsx';
import { Composer } from './Composer.tsx';
import { useFocus } from './focus.ts';
import { Log } from './Log.tsx';
import type { ViewProps } from './props.ts';
import { SideView } from './SideView.tsx';

const HINDERED: readonly ConnectionStatus[] = ['stopped', 'replaced', 'offline'];

export const ChatWindow = (props: ViewProps) => {
  const { widget, label, focus } = props;
  const view = widget.view.value;
  const isAsking = view.kind === 'leaving' || view.kind === 'ending';
  const isRating = view.kind === 'rating' || view.kind === 'sending' || view.kind === 'thanked';
  const isHindered = HINDERED.includes(widget.status.value) || widget.placement.isBlocked.value;
  useFocus(focus);
  return (
    <section
      class={widget.placement.isOwnWindow ? 'window window--out' : 'window'}
      aria-label={label}
      ref={fitAboveKeyboard}
    >
      <ChatHeader {...props} />
      <div role="status">{isHindered && <SideView {...props} view="ConnectionBanner" instead={null} />}</div>
      {view.chat ? (
        <>
          <Log {...props} />
          {isRating ? (
            <SideView key="rating" {...props} view="Rating" />
          ) : isAsking ? (
            <SideView key="leave" {...props} view="LeaveDialog" />
          ) : isOver(view) ? (
            <SideView key="ended" {...props} view="EndedChoices" />
          ) : (
            <Composer {...props} />
          )}
        </>
      ) : (
        <SideView key="form" {...props} view="Form" />
      )}
    </section>
  );
};

/** On a phone the keyboard covers what is fixed to the bottom; the window then takes the part that is left. */
const fitAboveKeyboard = (frame: HTMLElement | null) => {
  const visible = window.visualViewport;
  if (!frame || !visible) return;
  const fit = () => {
    frame.style.setProperty('--visible-height', `${visible.height}px`);
    frame.style.setProperty('--visible-top', `${visible.offsetTop}px`);
  };
  visible.onresize = visible.onscroll = fit;
  return () => {
    visible.onresize = visible.onscroll = null;
  };
};

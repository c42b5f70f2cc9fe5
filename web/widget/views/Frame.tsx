// The window's outside: small as the tab, or open with header and the view that is on. Knows the widget, not the server.
import { IconButton } from '../../ui/Button.tsx';
import { bellIcon, closeIcon, minusIcon, popOutIcon } from '../../ui/icons.ts';
import { isolate } from '../texts.ts';
import { isOver } from '../view.ts';
import { Composer } from './Composer.tsx';
import { EndedChoices } from './EndedChoices.tsx';
import { Face } from './Face.tsx';
import { Form } from './Form.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { Log } from './Log.tsx';
import type { Parts } from './parts.ts';
import { Rating } from './Rating.tsx';

/** Through an icon: off. */
const stroke = 'M4 4l16 16';

export const Frame = (parts: Parts) => {
  const { view, place, shown } = parts.widget;
  if (view.value.kind === 'closed' || place.isAway.value === undefined) return null;
  if (place.isAway.value) return <Elsewhere {...parts} />;
  return shown.value ? <Window {...parts} /> : <Tab {...parts} />;
};

/** Where the chat was, while it is in a window of its own (S50). */
const Elsewhere = ({ widget, texts, label, takeFocus }: Parts) => (
  <section class="elsewhere" aria-label={label}>
    <p role="status">
      {texts.isElsewhere} –{' '}
      <button type="button" class="link" ref={takeFocus} onClick={widget.place.bringBack}>
        {texts.bringBack}
      </button>
    </p>
  </section>
);

const Tab = ({ widget, texts, label, takeFocus }: Parts) => {
  const unread = widget.unread.value;
  const news = unread > 0 && texts.unreadCount(unread);
  return (
    <>
      <button
        type="button"
        class="tab"
        ref={takeFocus}
        onClick={() => {
          widget.shown.value = true;
        }}
      >
        {label}{' '}
        {news && (
          <span class="unread" role="img" aria-label={news}>
            {unread}
          </span>
        )}
      </button>
      <p class="visually-hidden" role="status">
        {news}
      </p>
    </>
  );
};

const Window = (parts: Parts) => {
  const { widget, texts, label } = parts;
  const view = widget.view.value;
  const isAsking = view.kind === 'leaving' || view.kind === 'ending';
  const isRating = view.kind === 'rating' || view.kind === 'sending';
  const { isOut, popOut } = widget.place;
  return (
    <section class={isOut ? 'window window--out' : 'window'} aria-label={label} ref={fitAboveKeyboard}>
      <header class={`header${view.chat && isOver(view) ? ' header--over' : ''}`}>
        <Presence {...parts} />
        <IconButton
          icon={bellIcon + (widget.silent.value ? stroke : '')}
          label={texts.soundLabel}
          aria-pressed={!widget.silent.value}
          onClick={() => {
            widget.silent.value = !widget.silent.value;
          }}
        />
        {!isOut && (
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
      <Hindrance {...parts} />
      {view.chat ? (
        <>
          <Log {...parts} />
          {isRating ? (
            <Rating {...parts} />
          ) : isOver(view) ? (
            <EndedChoices {...parts} />
          ) : (
            <Composer {...parts} />
          )}
          {isAsking && <LeaveDialog {...parts} />}
        </>
      ) : (
        <Form {...parts} />
      )}
    </section>
  );
};

/** The helpdesk, and whether and which agent takes part (S38). */
const Presence = ({ widget, texts }: Parts) => {
  const view = widget.view.value;
  const chat = view.chat?.chat.value;
  const agents = (!isOver(view) && chat?.agents) || [];
  const names = new Intl.ListFormat(texts.locale).format(agents.map(({ name }) => isolate(name)));
  return (
    <>
      <Face name={agents[0]?.name} />
      <div class="who">
        <h2>{texts.helpdesk}</h2>
        {view.chat && (
          <p class="small" aria-live="polite">
            {isOver(view)
              ? texts.hasEnded
              : names
                ? texts.chatWith(names)
                : chat
                  ? texts.nobodyYet
                  : texts.connecting}
          </p>
        )}
      </div>
    </>
  );
};

/** What keeps the chat from going on, or from where it was to go; nothing when all is well. */
const Hindrance = ({ widget, texts }: Parts) => {
  const status = widget.status.value;
  return (
    <div role="status">
      {status === 'stopped' ? (
        <p class="small hindrance">
          {texts.refusals.not_signed_in()}{' '}
          <button type="button" class="link" onClick={() => location.reload()}>
            {texts.reloadPage}
          </button>
        </p>
      ) : status === 'replaced' ? (
        <p class="small hindrance">
          {texts.replaced}{' '}
          <button type="button" class="link" onClick={() => widget.use()}>
            {texts.goOnHere}
          </button>
        </p>
      ) : status === 'offline' ? (
        <p class="small hindrance">{texts.offline}</p>
      ) : (
        widget.place.isBlocked.value && <p class="small hindrance">{texts.windowBlocked}</p>
      )}
    </div>
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

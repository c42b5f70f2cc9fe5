// The window's outside: small as the tab, or open with header and the view that is on. Knows the widget, not the server.
import { IconButton } from '../../ui/Button.tsx';
import { closeIcon, minusIcon } from '../../ui/icons.ts';
import { isolate } from '../texts.ts';
import { isOver } from '../view.ts';
import { Composer } from './Composer.tsx';
import { EndedChoices } from './EndedChoices.tsx';
import { Face } from './Face.tsx';
import { Form } from './Form.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { Log } from './Log.tsx';
import type { Parts } from './parts.ts';

/** More faces than this do not fit beside the text; all names are in it. */
const FACES = 3;

export const Frame = (parts: Parts) => {
  const { kind } = parts.widget.view.value;
  if (kind === 'closed') return null;
  return parts.widget.shown.value ? <Window {...parts} /> : <Tab {...parts} />;
};

const Tab = ({ widget, texts, label, takeFocus }: Parts) => {
  const unread = widget.unread.value;
  const news = unread > 0 && texts.widget.unread(unread);
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
  return (
    <section class="window" aria-label={label} ref={fitAboveKeyboard}>
      <header class={`header${view.chat && isOver(view) ? ' header--over' : ''}`}>
        <Presence {...parts} />
        <IconButton
          icon={minusIcon}
          label={texts.widget.header.minimise}
          onClick={() => {
            widget.shown.value = false;
          }}
        />
        <IconButton icon={closeIcon} label={texts.widget.header.close} onClick={widget.leave} />
      </header>
      <ConnectionLine {...parts} />
      {view.chat ? (
        <>
          <Log {...parts} />
          {isOver(view) ? <EndedChoices {...parts} /> : <Composer {...parts} />}
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
  const names = new Intl.ListFormat(texts.chat.locale).format(agents.map(({ name }) => isolate(name)));
  return (
    <>
      <div class="faces">
        {names ? agents.slice(0, FACES).map(({ id, name }) => <Face key={id} name={name} />) : <Face />}
      </div>
      <div class="who">
        <h2>{texts.chat.helpdesk}</h2>
        {chat && (
          <p class="small" aria-live="polite">
            {isOver(view)
              ? texts.widget.header.ended
              : names
                ? texts.widget.header.with(names)
                : texts.widget.header.waiting}
          </p>
        )}
      </div>
    </>
  );
};

/** Says so when the connection is not there; silent when all is well. */
const ConnectionLine = ({ widget, texts }: Parts) => {
  const status = widget.status.value;
  return (
    <div role="status">
      {status !== 'online' && (
        <p class={`small connection connection--${status}`}>
          {status === 'stopped' ? (
            <>
              {texts.chat.refusals.not_signed_in()}{' '}
              <button type="button" class="link" onClick={() => location.reload()}>
                {texts.widget.connection.reload}
              </button>
            </>
          ) : (
            texts.widget.connection[status]
          )}
        </p>
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

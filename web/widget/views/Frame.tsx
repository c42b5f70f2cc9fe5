// The window's outside: small as the tab, or open with header and the view that is on. Knows the widget, not the server.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../../ui/Button.tsx';
import { closeIcon, minusIcon } from '../../ui/icons.ts';
import type { Texts } from '../texts.ts';
import type { View } from '../view.ts';
import type { Widget } from '../widget.ts';
import { ConnectionLine } from './ConnectionLine.tsx';
import { Form } from './Form.tsx';
import { Presence } from './Presence.tsx';
import { Talk } from './Talk.tsx';

export interface Props {
  readonly widget: Widget;
  readonly texts: Texts;
}

interface FrameProps extends Props {
  /** Whether the window was asked for just now; one that restores itself leaves the focus where it is. */
  readonly focus: boolean;
}

export const Frame = ({ widget, texts, focus }: FrameProps) => {
  const wasAsked = useRef(focus);
  const { kind } = widget.view.value;
  const setShown = (shown: boolean) => {
    wasAsked.current = true;
    widget.setShown(shown);
  };
  if (kind === 'closed') return null;
  return widget.shown.value ? (
    <Window widget={widget} texts={texts} focus={wasAsked.current} onSmall={() => setShown(false)} />
  ) : (
    <Tab widget={widget} texts={texts} focus={wasAsked.current} onOpen={() => setShown(true)} />
  );
};

const Tab = ({ widget, texts, focus, onOpen }: FrameProps & { onOpen: () => void }) => {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (focus) button.current?.focus();
  }, []);
  const unread = widget.unread.value;
  const news = unread > 0 ? texts.widget.unread(unread) : '';
  return (
    <>
      <button type="button" class="tab" ref={button} onClick={onOpen}>
        {texts.tab}{' '}
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

const Window = ({ widget, texts, focus, onSmall }: FrameProps & { onSmall: () => void }) => {
  const view = widget.view.value;
  const frame = useRef<HTMLElement>(null);
  useKeyboardHeight(frame);
  useFocusWithView(frame, view.kind, focus);
  return (
    <section class={`window window--${view.kind}`} aria-label={texts.tab} tabIndex={-1} ref={frame}>
      <header class="header">
        <Presence view={view} texts={texts} />
        <IconButton icon={minusIcon} label={texts.widget.header.minimise} onClick={onSmall} />
        <IconButton icon={closeIcon} label={texts.widget.header.close} onClick={widget.leave} />
      </header>
      <ConnectionLine status={widget.connection.status.value} texts={texts} />
      <Content widget={widget} texts={texts} view={view} />
    </section>
  );
};

const Content = ({ widget, texts, view }: Props & { view: View }) => {
  switch (view.kind) {
    case 'form':
    case 'starting':
      return <Form widget={widget} texts={texts} view={view} />;
    case 'talking':
    case 'leaving':
    case 'ending':
    case 'ended':
      return <Talk key={view.chat.chatId} widget={widget} texts={texts} view={view} />;
    case 'closed':
      return null;
    default:
      return view satisfies never;
  }
};

/** On a phone the keyboard covers what is fixed to the bottom; the window then takes the part that is left. */
const useKeyboardHeight = (frame: { readonly current: HTMLElement | null }) => {
  useLayoutEffect(() => {
    const visible = window.visualViewport;
    const fit = () => {
      frame.current?.style.setProperty('--visible-height', `${visible?.height}px`);
      frame.current?.style.setProperty('--visible-top', `${visible?.offsetTop}px`);
    };
    visible?.addEventListener('resize', fit);
    visible?.addEventListener('scroll', fit);
    return () => {
      visible?.removeEventListener('resize', fit);
      visible?.removeEventListener('scroll', fit);
    };
  }, []);
};

/** What each view begins with: the field to fill in, or the choices. */
const useFocusWithView = (
  frame: { readonly current: HTMLElement | null },
  kind: View['kind'],
  focus: boolean,
) => {
  const before = useRef<View['kind'] | undefined>(undefined);
  // Asked while the old view is still there; whoever is busy elsewhere on the page is not interrupted.
  const hadFocus = frame.current?.matches(':focus-within') ?? false;
  useLayoutEffect(() => {
    const first = before.current === undefined;
    const moved = before.current !== kind && kind !== 'leaving' && kind !== 'ending' && kind !== 'starting';
    const asked = first ? focus : moved && hadFocus && before.current !== 'leaving';
    before.current = kind;
    if (asked) (frame.current?.querySelector<HTMLElement>('[data-focus]') ?? frame.current)?.focus();
  }, [kind]);
};

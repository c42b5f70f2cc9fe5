// The chat in the portal in each state of its table (web/widget/model/view.ts), each in a shadow root of its own.
import { signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ConnectionStatus, Conversation } from '../../web/connection/types.ts';
import { createLaterPart } from '../../web/ui/later-part.ts';
import tabCss from '../../web/widget/browser/tab.css?inline';
import { makeRows } from '../../web/widget/model/lines.ts';
import type { Widget } from '../../web/widget/model/types.ts';
import type { View } from '../../web/widget/model/view.ts';
import { Frame } from '../../web/widget/views/Frame.tsx';
import { createFocus } from '../../web/widget/views/focus.ts';
import type { SideViews } from '../../web/widget/views/props.ts';
import { css as sideCss, views } from '../../web/widget/views/side-views.ts';
import type { SideTexts, Texts } from '../../web/widget/views/texts.ts';
import css from '../../web/widget/views/widget.css?inline';
import { aChatId, aCid, aConversation, anna, asAuthor, bram } from '../support/builders.ts';
import { createFakeConversation } from '../web/console/support/fake-connection.ts';
import { Specimen, Specimens } from './specimen.tsx';

export interface ChatTexts {
  readonly window: Texts;
  readonly side: SideTexts;
  /** What the tab says. */
  readonly label: string;
}

/** What a state is of, beside what the view table says. */
interface Given {
  readonly view: Exclude<View['kind'], 'closed'>;
  readonly failure?: View['failure'];
  readonly status?: ConnectionStatus;
  readonly agents?: Widget['agents']['value'];
  readonly draft?: string;
  readonly typing?: string;
  readonly left?: number;
  readonly waitsLong?: boolean;
  readonly room?: Widget['room']['value'];
  readonly stars?: Widget['stars']['value'];
  readonly unread?: number;
  readonly isSmall?: boolean;
  readonly isElsewhere?: boolean;
  readonly isBlocked?: boolean;
  readonly hasFailed?: boolean;
}

const people = [anna, bram];
const ALONE = ['form', 'starting'];

const states: Readonly<Record<string, Given>> = {
  'the form': { view: 'form' },
  'the form, an e-mail address that is none': { view: 'form', failure: { error: { code: 'bad_email' } } },
  'the form, no room': { view: 'form', room: { open: false } },
  'the form, closed': { view: 'form', room: { open: false, opensAt: Date.UTC(2026, 10, 30, 7, 30) } },
  'the form, room again': { view: 'form', failure: { error: { code: 'no_room' } } },
  starting: { view: 'starting' },
  'talking, nobody yet': { view: 'talking', agents: [] },
  'talking, nobody for long': { view: 'talking', agents: [], waitsLong: true },
  'talking, an agent types': {
    view: 'talking',
    agents: people,
    typing: 'Anna',
    draft: 'Dank u, dat is fijn',
  },
  'talking, a message under way and one that failed': { view: 'talking', agents: people, hasFailed: true },
  'talking, about to time out': { view: 'talking', agents: people, left: 42 },
  'talking, ending by itself': { view: 'talking', agents: people, left: 0 },
  'talking, a long draft': { view: 'talking', agents: people, draft: 'Lang verhaal. '.repeat(290) },
  'no connection': { view: 'talking', agents: people, status: 'offline' },
  'open in too many places': { view: 'talking', agents: people, status: 'replaced' },
  'no window allowed': { view: 'talking', agents: people, isBlocked: true },
  leaving: { view: 'leaving', agents: people },
  ending: { view: 'ending', agents: people },
  ended: { view: 'ended', agents: people },
  'ended, no room for a next one': { view: 'ended', failure: { error: { code: 'no_room' } } },
  'the PDF is made': { view: 'downloading', agents: people },
  'the stars': { view: 'rating' },
  'the stars, two without a word': {
    view: 'rating',
    stars: 2,
    failure: { error: { code: 'comment_required' } },
  },
  'the stars, five': { view: 'rating', stars: 5 },
  'the stars on their way': { view: 'sending', stars: 5 },
  thanked: { view: 'thanked' },
  'made small': { view: 'talking', agents: people, isSmall: true },
  'made small, with news': { view: 'talking', agents: people, isSmall: true, unread: 3 },
  'in a window of its own': { view: 'talking', agents: people, isElsewhere: true },
};

const aTalk = (isEnded: boolean, hasFailed: boolean): Conversation => {
  const talk = aConversation('Jan', [
    ['klant', 'Goedemiddag, mijn factuur klopt niet. Zie https://example.nl/factuur?nr=2026-03.'],
    [anna, 'Dag Jan, ik kijk het voor u na.'],
    [bram, 'Om welk factuurnummer gaat het?'],
  ]);
  const end = {
    kind: 'ended',
    seq: 5,
    at: Date.now(),
    cid: aCid('e'),
    reason: 'agent',
    by: asAuthor(anna),
  } as const;
  const chat = { id: aChatId('Jan'), nickname: 'Jan', state: 'active' as const, agents: [anna, bram] };
  const conversation = createFakeConversation(chat.id, { chat, entries: isEnded ? [...talk, end] : talk });
  if (hasFailed)
    conversation.outgoing.value = [
      { cid: aCid('s'), text: 'Dit is onderweg.', at: Date.now(), state: 'sending' },
      { cid: aCid('f'), text: 'Dit kwam niet aan.', at: Date.now(), state: 'failed' },
    ];
  return conversation;
};

const nothing = () => {};
const later = async () => {};
const lost = async () => ({ lost: true }) as const;

const createWidgetIn = (given: Given): Widget => {
  const isEnded = /ended|downloading|rating|sending|thanked/.test(given.view);
  const chat = ALONE.includes(given.view) ? undefined : aTalk(isEnded, given.hasFailed ?? false);
  const view = { kind: given.view, chat, failure: given.failure } as View;
  return {
    status: signal(given.status ?? 'online'),
    view: signal(view),
    shown: signal(!given.isSmall),
    login: 'jansen',
    nickname: signal('jansen'),
    email: signal(given.failure ? 'jan@' : ''),
    question: signal(''),
    scroll: signal(undefined),
    draft: signal(given.draft ?? ''),
    rows: signal(chat ? makeRows(chat.entries.value, chat.outgoing.value) : []),
    unread: signal(given.unread ?? 0),
    lastUnread: signal(given.unread ? 'Om welk factuurnummer gaat het?' : undefined),
    agents: signal(given.agents),
    waitsLong: signal(given.waitsLong ?? false),
    typing: signal(given.typing),
    room: signal(given.room ?? { open: true }),
    left: signal(given.left),
    placement: {
      isOwnWindow: false,
      isElsewhere: signal(given.isElsewhere ?? false),
      isBlocked: signal(given.isBlocked ?? false),
      popOut: nothing,
      bringBack: nothing,
      close: nothing,
    },
    silent: signal(false),
    stars: signal(given.stars),
    comment: signal(''),
    use: nothing,
    start: later,
    type: nothing,
    send: nothing,
    again: nothing,
    restoreDraft: nothing,
    leave: nothing,
    change: () => false,
    ask: lost,
    thank: later,
    fetchPdf: lost,
    handOver: nothing,
    close: nothing,
  };
};

const styleOf = (text: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};
const styles = [tabCss, css, sideCss].map(styleOf);

const Shadow = ({ draw }: { draw: (root: ShadowRoot) => () => void }) => {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
    if (!root) return;
    root.adoptedStyleSheets = styles;
    return draw(root);
  }, []);
  return <div ref={host} />;
};

export const ChatComponents = ({ texts }: { texts: ChatTexts }) => {
  const part: SideViews = { views, texts: texts.side };
  const drawState = (given: Given) => (root: ShadowRoot) => {
    const box = root.appendChild(document.createElement('div'));
    const sideViews = createLaterPart(async () => part);
    render(
      <Frame
        widget={createWidgetIn(given)}
        texts={texts.window}
        label={texts.label}
        focus={createFocus(root, box, false)}
        sideViews={sideViews}
      />,
      box,
    );
    return () => render(null, box);
  };
  /** As web/widget/browser/loader.ts makes it. */
  const drawTab = (root: ShadowRoot) => {
    const tab = root.appendChild(document.createElement('button'));
    tab.type = 'button';
    tab.className = 'tab';
    tab.textContent = texts.label;
    return () => tab.remove();
  };
  return (
    <Specimens title="The chat">
      <Specimen title="the tab, before the chat is fetched">
        <div class="specimen__frame">
          <Shadow draw={drawTab} />
        </div>
      </Specimen>
      {Object.entries(states).map(([title, given]) => (
        <Specimen key={title} title={title}>
          <div class="specimen__frame">
            <Shadow draw={drawState(given)} />
          </div>
        </Specimen>
      ))}
    </Specimens>
  );
};

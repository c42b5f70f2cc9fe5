// The console's entry: texts, who is signed in, then the login page or the desk. The only file that touches the page as a whole.
import { render } from 'preact';
import type { Session } from '../../shared/session.ts';
import { createConnection } from '../connection/connection.ts';
import { createConversation } from '../connection/conversation.ts';
import { browserEnvironment } from '../connection/environment.ts';
import { newCid, takeSid } from '../connection/ids.ts';
import { createOutbox } from '../connection/outbox.ts';
import { parseEvent } from '../connection/parse-event.ts';
import { createTypingSign } from '../connection/typing.ts';
import { storageOrMemory } from '../storage/storage-or-memory.ts';
import { request } from '../ui/api.ts';
import { withBrand } from '../ui/brand.ts';
import { debugIfAsked } from '../ui/debug-switch.ts';
import { filesPart } from '../ui/give-files.ts';
import { currentLanguage, loadTexts, saveLanguage } from '../ui/language.ts';
import { NoEntry } from '../ui/NoEntry.tsx';
import { CHOOSE_PATH, LOGIN_PATH } from '../ui/paths.ts';
import { isHeldUp, logOut, pageToGoBackTo, requireSession } from '../ui/session.ts';
import { App } from './App.tsx';
import { focusList } from './shell/focus-list.ts';
import { createPage } from './shell/page.ts';
import { Give, type Texts } from './shell/uses.tsx';
import { type BrowserNotifications, createBrowserNotifications } from './state/browser-notifications.ts';
import { nothingToSend } from './state/chat-connection.ts';
import { createConsole } from './state/create-console.ts';
import { createLayout } from './state/layout.ts';
import { createMe } from './state/me.ts';
import { createNotifier } from './state/notifier.ts';
import { createPageModels } from './state/page-models.ts';
import { createTabStorage, NOTES } from './state/tab-storage.ts';
import { createTabs } from './state/tabs.ts';

const start = async (root: Element) => {
  const texts = await withBrand(
    loadTexts<Texts>({
      nl: () => import('../../shared/text/nl/console.ts'),
      en: () => import('../../shared/text/en/console.ts'),
    }),
  );
  if (location.pathname === LOGIN_PATH) await showLogin(root, texts);
  // The other one begins so.
  else if (location.pathname.startsWith(CHOOSE_PATH))
    await (await import('./PasswordByMail.tsx')).showPassword(root, texts);
  else await showConsole(root, texts);
};

const showLogin = async (root: Element, { consoleTexts, common, ui }: Texts) => {
  const { Login } = await import('./Login.tsx');
  document.title = `${consoleTexts.login.title} · ${consoleTexts.desk} · ${ui.product}`;
  root.replaceChildren();
  render(
    <Login
      title={consoleTexts.login.title}
      lead={consoleTexts.login.lead}
      texts={ui}
      common={common}
      language={currentLanguage()}
      onSignedIn={(session) => {
        saveLanguage(session.language);
        location.replace(pageToGoBackTo(location.search, location.origin));
      }}
    />,
    root,
  );
};

const showConsole = async (root: Element, texts: Texts) => {
  const answer = await requireSession();
  // What the document said until now.
  root.replaceChildren();
  if (answer && 'ok' in answer && isHeldUp(answer.ok)) await showFirst(root, texts, answer.ok);
  else if (answer && 'ok' in answer) showDesk(root, texts, answer.ok);
  else if (answer)
    render(
      <main class="page" id="content">
        <NoEntry failure={answer} ui={texts.ui} common={texts.common} />
      </main>,
      root,
    );
};

const showFirst = async (root: Element, { common, ui }: Texts, session: Session) => {
  const { FirstLogin } = await import('./Login.tsx');
  render(<FirstLogin session={session} ui={ui} common={common} onDone={() => location.reload()} />, root);
};

const showDesk = (root: Element, texts: Texts, session: Session) => {
  const sid = takeSid();
  const environment = browserEnvironment(sid);
  const connection = createConnection(parseEvent, environment);
  const browser = storageOrMemory(() => localStorage);
  const tab = storageOrMemory(() => sessionStorage);
  const outbox = createOutbox({ userId: session.user.id, storage: browser });
  const tabs = createTabs({
    userId: session.user.id,
    locks: navigator.locks,
    openChannel: (name) => new BroadcastChannel(name),
  });
  addEventListener('focus', tabs.use);
  if (document.hasFocus()) tabs.use();
  const desk = createConsole({
    connection,
    openConversation: ({ isWatched, ...opening }) =>
      createConversation({
        ...opening,
        outbox: isWatched ? nothingToSend : outbox,
        sid,
        createTyping: createTypingSign,
        environment,
      }),
    loadDraft: async (chatId) => outbox.loadDraft(chatId),
    tabs,
    layout: createLayout(browser, session.user.id),
    tabStorage: createTabStorage(tab, session.user.id),
    sid,
    newCid,
    now: Date.now,
    random: Math.random,
  });
  const output = createBrowserNotifications({
    window,
    texts: texts.consoleTexts.notifications,
    onOpen: (chatId) => (desk.findWindow(chatId) ? desk.show(chatId) : focusList()),
  });
  const notifier = createNotifier({
    alerts: desk.alerts,
    output,
    storage: browser,
    isNotifying: tabs.isNotifying,
  });
  if (notifier.choices.value.sound) wakeSound(output);
  document.addEventListener('visibilitychange', desk.duty.wake);
  const onLogOut = async () => {
    // Whoever is gone is not on duty; the lease would say so only later.
    if (desk.duty.agent.value?.onDuty) await desk.duty.stop();
    await logOut(NOTES);
  };
  filesPart.load = () => import('./files-part.ts');
  render(
    <Give
      texts={{ ...texts, language: currentLanguage() }}
      desk={desk}
      models={createPageModels(desk, { now: Date.now })}
      me={createMe({ session, connection, ask: () => request('GET /api/session', {}) })}
      notifications={{ notifier, output }}
      page={createPage(window)}
    >
      <App onLogOut={onLogOut} />
    </Give>,
    root,
  );
  void import('./no-files.ts').then(({ refuseFiles }) => refuseFiles(texts.ui));
};

/** A browser lets a page sound only after the first click or key in it. */
const wakeSound = ({ allowSound }: BrowserNotifications) => {
  void allowSound();
  for (const name of ['pointerdown', 'keydown']) addEventListener(name, allowSound, { once: true });
};

const root = document.getElementById('app');
if (root) void debugIfAsked().then(() => start(root));

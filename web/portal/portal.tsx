// A page of the portal: texts and session first, then the page, then the chat. Does nothing by being imported.
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { Session } from '../../shared/session.ts';
import type { Language } from '../../shared/text/text.ts';
import { answerText, request } from '../ui/api.ts';
import { withBrand } from '../ui/brand.ts';
import { filesPart } from '../ui/give-files.ts';
import { LoginPage } from '../ui/LoginPage.tsx';
import { chooseLanguage, currentLanguage, loadTexts, saveLanguage } from '../ui/language.ts';
import { NoEntry } from '../ui/NoEntry.tsx';
import { NoticeList } from '../ui/NoticeList.tsx';
import { createNoticeList } from '../ui/notices.ts';
import { Loading } from '../ui/Spinner.tsx';
import { isHeldUp, logOut, pageToGoBackTo, requireSession } from '../ui/session.ts';
import { type ChatStatus, startChat } from './chat.ts';
import { PageContent, pageTitle } from './PageContent.tsx';
import { type PasswordPage, type PortalPage, pageOf, pathTo, type SignedInPage } from './paths.ts';
import { Shell } from './Shell.tsx';
import { takeOverSession } from './take-over.ts';
import { type Texts, textLoaders } from './texts.ts';

const showLogin = (root: Element, { common, portal, ui }: Texts) => {
  const language = currentLanguage();
  document.title = `${portal.login.title} – ${ui.product}`;
  root.replaceChildren();
  render(
    <LoginPage
      title={portal.login.heading}
      lead={portal.login.lead}
      texts={ui}
      common={common}
      language={language}
      isCustomer
      loadFactors={() => import('./factors.ts')}
      loadProvider={() => import('./provider.ts')}
      onSignedIn={(session) => {
        saveLanguage(session.language);
        location.replace(pageToGoBackTo(location.search, location.origin));
      }}
    />,
    root,
  );
};

/** A password without the one of before: with its texts, which no other page needs. */
const showPassword = async (root: Element, { common, ui }: Texts) => {
  const language = currentLanguage();
  const [{ PasswordByMail, passwordTitle }, { password: words }] = await Promise.all([
    import('../ui/PasswordByMail.tsx'),
    language === 'nl'
      ? import('../../shared/text/nl/password.ts')
      : import('../../shared/text/en/password.ts'),
  ]);
  const path = location.pathname;
  document.title = `${passwordTitle(path, words)} – ${ui.product}`;
  root.replaceChildren();
  render(<PasswordByMail path={path} words={words} ui={ui} common={common} language={language} />, root);
};

const showPage = async (root: Element, page: SignedInPage, loading: Promise<Texts>) => {
  const asked = requireSession();
  const texts = await loading;
  // What the document said until now.
  root.replaceChildren();
  render(<Loading label={texts.ui.loading} />, root);
  const answer = await asked;
  if (!answer) return;
  document.title = `${pageTitle(page, texts)} – ${texts.ui.product}`;
  const language = currentLanguage();
  const frame = { texts, language, page };
  if (!('ok' in answer)) {
    render(
      <Shell {...frame}>
        <NoEntry failure={answer} ui={texts.ui} common={texts.common} />
      </Shell>,
      root,
    );
    return;
  }
  const session = answer.ok;
  if (isHeldUp(session)) {
    const { FirstLogin } = await import('./FirstLogin.tsx');
    const again = () => location.reload();
    render(<FirstLogin session={session} ui={texts.ui} common={texts.common} onDone={again} />, root);
    return;
  }
  filesPart.load = () => import('./files-part.ts');
  void import('./no-files.ts').then(
    ({ refuseFiles }) => refuseFiles(texts.ui),
    () => {},
  );
  const chatStatus = signal<ChatStatus>({});
  const startsChat = () => startChat(session, language, chatStatus);
  if (page.kind === 'chat') {
    render(
      <main class="page">
        <PageContent page={page} session={session} texts={texts} chat={chatStatus} onRenamed={() => {}} />
      </main>,
      root,
    );
    // That there is no chat is not to be read, or printed, beside one.
    effect(() => {
      root.classList.toggle('under-chat', chatStatus.value.agents !== undefined);
    });
    return startsChat();
  }
  const notices = createNoticeList<Notice>();
  const leave = async () => {
    const left = await logOut();
    if (!('ok' in left)) notices.post({ text: answerText(left, texts.ui, texts.common) });
  };
  const show = ({ user }: Session) =>
    render(
      <Shell
        {...frame}
        account={{
          name: user.name,
          onLogOut: leave,
          own: {
            href: pathTo('profile'),
            label: texts.portal.profile.title,
            current: page.kind === 'profile' || page.kind === 'sessions',
          },
        }}
        onLanguage={chooseEverywhere}
      >
        <PageContent
          page={page}
          session={session}
          texts={texts}
          chat={chatStatus}
          onRenamed={(name) => show({ ...session, user: { ...user, name } })}
        />
        <NoticeList isFloating list={notices} texts={texts.ui} kindOf={() => 'error'}>
          {({ text }) => text}
        </NoticeList>
      </Shell>,
      root,
    );
  show(session);
  return startsChat();
};

/** Why something the customer asked was not done. */
interface Notice {
  readonly text: string;
}

/** For this device at once, and for the others with the next login there; should that fail, this one has it. */
const chooseEverywhere = async (chosen: Language) => {
  await request('PATCH /api/profile', { language: chosen });
  chooseLanguage(chosen);
};

const isPasswordPage = (page: PortalPage): page is PasswordPage =>
  page.kind === 'forgotten' || page.kind === 'choose';

export const startPortal = async (root: Element): Promise<void> => {
  const page = pageOf(location.pathname);
  const texts = withBrand(loadTexts(textLoaders));
  // What a chat in another company's page opens beside it brings its session along.
  if (page.kind === 'chat' || page.kind === 'message') await takeOverSession();
  if (page.kind === 'login') showLogin(root, await texts);
  else if (isPasswordPage(page)) await showPassword(root, await texts);
  else await showPage(root, page, texts);
};

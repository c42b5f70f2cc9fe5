// The page of components: what both sites, the console and the chat are made of, each in its states, with switches for language, theme and width. Never ships.
import { render } from 'preact';
import type { Language } from '../../shared/text/text.ts';
import { loadTexts, saveLanguage } from '../../web/ui/language.ts';
import { LanguageSwitch } from '../../web/ui/SiteHeader.tsx';
import { ChatComponents } from './chat.tsx';
import { createConsoleComponents } from './console.tsx';
import { SharedComponents } from './shared.tsx';

const asked = new URLSearchParams(location.search);
const language: Language = asked.get('language') === 'en' ? 'en' : 'nl';
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light';

const addressWith = (changed: Readonly<Record<string, string>>, dropped?: string): string => {
  const next = new URLSearchParams({ language, theme, ...Object.fromEntries(asked), ...changed });
  if (dropped) next.delete(dropped);
  return `?${next}`;
};

const Switches = ({ texts }: { texts: Parameters<typeof LanguageSwitch>[0]['texts'] }) => (
  <nav class="components__switches" aria-label="How they are shown">
    <LanguageSwitch
      texts={texts}
      language={language}
      onChoose={(next) => location.assign(addressWith({ language: next }))}
    />
    {(['light', 'dark'] as const).map((one) => (
      <a key={one} href={addressWith({ theme: one })} aria-current={one === theme ? 'page' : undefined}>
        {one}
      </a>
    ))}
    <a href={addressWith({}, 'width')}>wide</a>
    <a href={addressWith({ width: '360' })}>360 px</a>
  </nav>
);

const start = async (root: Element) => {
  document.documentElement.dataset.theme = theme;
  saveLanguage(language);
  const texts = await loadTexts({
    nl: () => import('./texts-nl.ts'),
    en: () => import('./texts-en.ts'),
  });
  if (asked.get('width') === '360') {
    render(
      <main class="components">
        <h1>Components</h1>
        <Switches texts={texts.ui} />
        <iframe class="components__narrow" title="360 px" src={addressWith({}, 'width')} />
      </main>,
      root,
    );
    return;
  }
  const { consoleTexts, ui, common, overview, chat } = texts;
  const ConsoleComponents = await createConsoleComponents({ consoleTexts, ui, common, overview, language });
  render(
    <div class="components">
      <h1>Components</h1>
      <Switches texts={ui} />
      <SharedComponents ui={ui} common={common} language={language} />
      <ConsoleComponents />
      <ChatComponents texts={chat} />
    </div>,
    root,
  );
};

const root = document.getElementById('app');
if (root) void start(root);

// "Mijn sessies" in the console: where this agent is signed in (S129).
import type { sessions } from '../../../shared/text/nl/sessions.ts';
import type { Text } from '../../../shared/text/text.ts';
import { OwnSessions } from '../../ui/OwnSessions.tsx';
import style from '../../ui/sessions.css?inline';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { pathTo } from '../shell/paths.ts';
import { useStyle } from '../shell/style.ts';
import { useTexts } from '../shell/uses.tsx';

export const SessionsPage = ({ texts }: { texts: { readonly sessions: Text<typeof sessions> } }) => {
  const { consoleTexts, ui, common } = useTexts();
  useStyle(style);
  return (
    <ConsolePage
      isOwn
      back={{ href: pathTo('preferences'), label: consoleTexts.pages.preferences }}
      title={ui.sessions.title}
      lead={texts.sessions.lead}
    >
      {() => <OwnSessions words={texts.sessions} ui={ui} common={common} />}
    </ConsolePage>
  );
};

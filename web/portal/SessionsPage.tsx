// "Mijn sessies" in the portal: fetched by whoever goes there.
import { OwnSessions, type SessionsProps } from '../ui/OwnSessions.tsx';

export const SessionsPage = ({ words, ui, common }: SessionsProps) => (
  <>
    <div>
      <h1>{ui.sessions.title}</h1>
      <p class="page__lead">{words.lead}</p>
    </div>
    <OwnSessions words={words} ui={ui} common={common} />
  </>
);

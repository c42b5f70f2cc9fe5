// The frame of the console's pages beside the desk: heading, notices, and what is shown until the desk is known.
import type { ComponentChildren } from 'preact';
import { refusalText } from '../text/text.ts';
import { Alert } from '../ui/Alert.tsx';
import { Loading } from '../ui/Spinner.tsx';
import { Notices } from './Notices.tsx';
import style from './office.css?inline';
import { useStyle } from './style.ts';
import { useView } from './view.ts';

interface Props {
  title: string;
  lead?: string;
  children: () => ComponentChildren;
}

export const OfficePage = ({ title, lead, children }: Props) => {
  const { desk, ui, common } = useView();
  useStyle(style);
  const refusal = desk.entryRefusal.value;
  return (
    <main class="page office" id="content" tabIndex={-1}>
      <header>
        <h1>{title}</h1>
        {lead && <p class="soft">{lead}</p>}
      </header>
      <Notices />
      {desk.state.value.me && children()}
      {!desk.state.value.me &&
        (refusal ? (
          <Alert kind="error">{refusalText(common, refusal)}</Alert>
        ) : (
          <Loading label={ui.loading} />
        ))}
    </main>
  );
};

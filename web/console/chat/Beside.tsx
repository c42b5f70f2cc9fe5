// What of a chat window nobody needs to talk: what the customer types, who is asked to take part, what is masked, when it times out, that it is only watched, the files of a reply. Fetched once a window is there.
import type { ComponentChildren } from 'preact';
import type { ChatSummary } from '../../../shared/model.ts';
import { LaterFiles } from '../../ui/later-files.tsx';
import { useStyle } from '../shell/style.ts';
import { useTexts } from '../shell/uses.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import style from './beside.css?inline';
import { type BesideTexts, besideTexts } from './beside-texts.ts';
import { CustomerCard } from './CustomerCard.tsx';
import { EarlierChats } from './EarlierChats.tsx';
import { MaskLine } from './MaskLine.tsx';
import { PendingInvitations } from './PendingInvitations.tsx';
import { PreviewBar } from './PreviewBar.tsx';
import { TimeOutLine } from './TimeOutLine.tsx';
import { WatchBar } from './WatchBar.tsx';

export interface BesideProps {
  window: ChatWindow;
  chat: ChatSummary;
  /** Under the name of the customer, above the conversation, or under it. */
  place: 'head' | 'above' | 'foot';
  /** One button more, of the bar that says that it is watched. */
  children?: ComponentChildren;
}

export const Beside = ({ texts, ...props }: BesideProps & { texts: BesideTexts }) => {
  useStyle(style);
  return (
    <besideTexts.Provider value={texts}>
      {props.place === 'head' && <Head {...props} />}
      {props.place === 'above' && <EarlierChats chat={props.chat} />}
      {props.place === 'foot' && <Foot {...props} />}
    </besideTexts.Provider>
  );
};

const Head = ({ window, chat }: BesideProps) => (
  <>
    {chat.state === 'active' && !window.isWatched && chat.invitations.length > 0 && (
      <PendingInvitations chat={chat} />
    )}
    <CustomerCard window={window} chat={chat} />
  </>
);

const Foot = ({ window, chat, children }: BesideProps) => {
  const { common } = useTexts();
  return (
    <>
      {chat.state !== 'ended' && <PreviewBar window={window} chat={chat} />}
      {!chat.ended && <MaskLine window={window} chat={chat} />}
      {!chat.ended && <TimeOutLine window={window} />}
      {window.isWatched && <WatchBar chat={chat}>{children}</WatchBar>}
      {!window.isWatched && !chat.ended && (
        <LaterFiles
          view="ChatFiles"
          conversation={window.conversation}
          locale={common.locale}
          onSend={window.sendReply}
        />
      )}
    </>
  );
};

// A message with files in the log.
import { LinkedText } from '../../ui/LinkedText.tsx';
import { LaterFiles } from '../../ui/later-files.tsx';
import type { BubbleProps, SideProps } from './props.ts';

export const Sent = ({ widget, texts, line }: SideProps & Partial<BubbleProps>) => {
  const { chat } = widget.view.value;
  if (!chat || !line) return null;
  const { text, files, said = text.length } = line;
  return (
    <LaterFiles
      view="SentWords"
      instead={<LinkedText text={text} />}
      at={`/api/chats/${chat.chatId}/files`}
      message={{ text, files, own: said }}
      locale={texts.locale}
    />
  );
};

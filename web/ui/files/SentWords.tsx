// A message with files: what was said with them, and each of them.
import { ownText } from '../../../shared/files.ts';
import type { SentFile } from '../../../shared/sent-file.ts';
import { LinkedText } from '../LinkedText.tsx';
import { SentFiles } from './SentFiles.tsx';
import type { FileTexts } from './texts.ts';

interface Props {
  /** Where links are asked for, such as `/api/chats/…/files`. */
  at: string;
  message: {
    readonly text: string;
    readonly files?: readonly SentFile[] | undefined;
    readonly own?: number | undefined;
  };
  locale: string;
  texts: FileTexts;
}

export const SentWords = ({ at, message, locale, texts }: Props) => {
  const said = ownText(message);
  return (
    <>
      {said && <LinkedText text={said} />}
      <SentFiles at={at} files={message.files ?? []} locale={locale} texts={texts} />
    </>
  );
};

// The files of a message in a chat that is being written: where they go, and when they are gone into a message.
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { SentFile } from '../../../shared/sent-file.ts';
import type { Conversation } from '../../connection/types.ts';
import { FileField } from './FileField.tsx';
import type { FileTexts } from './texts.ts';

interface Props {
  conversation: Pick<Conversation, 'chatId' | 'entries' | 'outgoing' | 'attached'>;
  locale: string;
  texts: FileTexts;
  /** Says what is in the box, once the files it waited for are there. */
  onSend: () => unknown;
}

export const ChatFiles = ({ conversation, locale, texts, onSend }: Props) => {
  const { chatId, entries, outgoing, attached } = conversation;
  const { gone, stored } = useMemo(() => {
    const idsOf = (all: readonly { readonly files?: readonly SentFile[] | undefined }[]) =>
      all.flatMap(({ files = [] }) => files).map(({ id }): string => id);
    const stored = computed(() => new Set(idsOf(entries.value.filter((entry) => entry.kind === 'message'))));
    return { stored, gone: computed(() => new Set([...stored.value, ...idsOf(outgoing.value)])) };
  }, [chatId]);
  return (
    <FileField
      key={chatId}
      at={`/api/chats/${chatId}/files`}
      name={chatId}
      locale={locale}
      texts={texts}
      gone={gone}
      stored={stored}
      onReady={({ take }) => {
        attached.take = take;
      }}
      onSend={onSend}
    />
  );
};

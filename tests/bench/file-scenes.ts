// Files in every stage on their way, as scenes for what is measured. Each is a small picture.
import type { FileId } from '../../shared/sent-file.ts';
import { aPng } from '../support/some-pictures.ts';
import type { Rig, Socket } from './rig.ts';
import { cidOf } from './scenes.ts';

const PICTURE = aPng(8, 8);

/** Who sends, and where: in a chat, or with a ticket that is being written. */
export interface Sending {
  readonly rig: Rig;
  readonly jan: Pick<Socket, 'account'>;
  readonly jansCookie: string;
  readonly chatId?: string;
}

type Stage = 'begun' | 'uploaded' | 'ready';

const asJan = ({ jan, jansCookie: cookie }: Sending) => ({ account: jan.account, cookie });

export const newFile = ({ rig }: Sending) => ({
  fileId: rig.newId() as string as FileId,
  name: 'scherm.png',
  size: PICTURE.length,
});

const begin = async (sending: Sending, file: ReturnType<typeof newFile>): Promise<string> => {
  const { rig, chatId } = sending;
  const given = { ...asJan(sending), body: file };
  const { body } = await (chatId === undefined
    ? rig.request('POST /api/ticket-files', given)
    : rig.request('POST /api/chats/{chatId}/files', { ...given, path: { chatId } }));
  return String(Object(Object(body).ok).url);
};

export const look = (sending: Sending, fileId: FileId) => {
  const { rig, chatId } = sending;
  return chatId === undefined
    ? rig.request('POST /api/ticket-files/{fileId}', { ...asJan(sending), path: { fileId } })
    : rig.request('POST /api/chats/{chatId}/files/{fileId}', { ...asJan(sending), path: { chatId, fileId } });
};

/** @returns its id. */
export const fileUpTo = async (sending: Sending, stage: Stage): Promise<FileId> => {
  const file = newFile(sending);
  const url = await begin(sending, file);
  if (stage !== 'begun') sending.rig.uploads.upload(url, PICTURE);
  if (stage === 'ready') await look(sending, file.fileId);
  return file.fileId;
};

/** Sent with a reply on a ticket. */
export const fileOnTicket = async (sending: Sending, number: string): Promise<FileId> => {
  const { chatId: _none, ...onTicket } = sending;
  const fileId = await fileUpTo(onTicket, 'ready');
  await sending.rig.request('POST /api/my-tickets/{number}/replies', {
    ...asJan(sending),
    path: { number },
    body: { cid: cidOf(sending.rig), text: '', files: [fileId] },
  });
  return fileId;
};

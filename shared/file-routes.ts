// Files of chats and tickets (S131-S135): begun, looked into, given out, taken away; and what a desk takes.
import * as v from 'valibot';
import type { RefusalCode } from './errors.ts';
import { FILE_MEGABYTES, FILES_A_MESSAGE } from './files.ts';
import { ChatId, Rev } from './model.ts';
import { type RouteSpec, TicketNumber } from './route-spec.ts';
import { FileId, FileKind, SentFile } from './sent-file.ts';

/** What only these routes, and messages with files, refuse; its texts are loaded with them. */
export type FileRefusal = Extract<
  RefusalCode,
  | 'files_off'
  | 'file_kind'
  | 'file_too_large'
  | 'too_many_files'
  | 'file_gone'
  | 'file_broken'
  | 'file_infected'
  | 'file_unscanned'
>;

/** What a desk takes. */
export const FileRules = v.object({
  on: v.boolean(),
  kinds: v.pipe(v.array(FileKind), v.maxLength(FileKind.options.length)),
  megabytes: v.pipe(v.number(), v.integer(), v.minValue(FILE_MEGABYTES.min), v.maxValue(FILE_MEGABYTES.max)),
  /** Files of one message. */
  most: v.pipe(v.number(), v.integer(), v.minValue(FILES_A_MESSAGE.min), v.maxValue(FILES_A_MESSAGE.max)),
  /** Grows with every save; a save of an older version is refused. */
  rev: Rev,
});
export type FileRules = v.InferOutput<typeof FileRules>;

const both = { group: 'files', by: ['customer', 'agent'], needs: 'helpdesk' } as const;

const begun = {
  fileId: FileId,
  /** As it is called where it comes from; cleaned before anyone sees it. */
  name: v.pipe(v.string(), v.maxLength(2000)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
};
/** Where its bytes go, all of them in one PUT of `application/octet-stream`. */
const Upload = v.object({ url: v.string() });

/** `checking`: to be asked again in some seconds, as it is scanned. */
const Looked = v.object({ state: v.picklist(['checking', 'ready']), file: SentFile });

/** Each works FILE_LINK_SECONDS. */
const Links = v.object({
  /** Shows a picture; saves anything else. */
  url: v.string(),
  /** Saves it, whatever it is. */
  save: v.string(),
  /** A small picture of it. */
  small: v.optional(v.string()),
});

const chatFile = v.object({ chatId: ChatId, fileId: FileId });
const ownFile = v.object({ fileId: FileId });
const ticketFile = v.object({ number: TicketNumber, fileId: FileId });

export const fileRoutes = {
  /** What the desk takes, for whoever is about to choose a file. */
  'GET /api/file-rules': {
    group: 'files',
    by: ['customer', 'agent'],
    input: v.object({}),
    reply: FileRules,
  },
  'PUT /api/file-rules': {
    group: 'files',
    by: ['agent'],
    needs: 'manage',
    input: FileRules,
    reply: FileRules,
  },
  /** Begins a file of a running chat; the same again gives another link for it. */
  'POST /api/chats/{chatId}/files': { ...both, input: v.object({ chatId: ChatId, ...begun }), reply: Upload },
  /** Looks into what was uploaded, once; asked again it says what was found. */
  'POST /api/chats/{chatId}/files/{fileId}': { ...both, input: chatFile, reply: Looked },
  /** Links to a file, for whoever may read the chat. */
  'GET /api/chats/{chatId}/files/{fileId}': { ...both, input: chatFile, reply: Links },
  /** Takes away one's own file that was not sent. */
  'DELETE /api/chats/{chatId}/files/{fileId}': { ...both, input: chatFile, reply: v.object({}) },

  /** The same for a ticket or a reply that is being written. */
  'POST /api/ticket-files': { ...both, input: v.object(begun), reply: Upload },
  'POST /api/ticket-files/{fileId}': { ...both, input: ownFile, reply: Looked },
  'DELETE /api/ticket-files/{fileId}': { ...both, input: ownFile, reply: v.object({}) },
  'GET /api/tickets/{number}/files/{fileId}': {
    group: 'files',
    by: ['agent'],
    needs: 'helpdesk',
    input: ticketFile,
    reply: Links,
  },
  'GET /api/my-tickets/{number}/files/{fileId}': {
    group: 'files',
    by: ['customer'],
    input: ticketFile,
    reply: Links,
  },
} as const satisfies Record<string, RouteSpec>;

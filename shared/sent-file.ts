// What is known of a file that is sent, as both sides parse it.
import * as v from 'valibot';

/** Of one file, made by whoever sends it and the same on every retry: 128 random bits in base64url. */
export const FileId = v.pipe(v.string(), v.regex(/^[\w-]{22}$/), v.brand('FileId'));
export type FileId = v.InferOutput<typeof FileId>;

/**
 * By its bytes, never by its name. image: JPEG, PNG or WebP, of which all is taken out that a picture tells without being
 * asked; the others are passed on as they are. other: whatever cannot be looked into.
 */
export const FileKind = v.picklist(['image', 'pdf', 'office', 'text', 'other']);
export type FileKind = v.InferOutput<typeof FileKind>;

/** A file as everyone of the chat or the ticket knows it. */
export const SentFile = v.object({
  id: FileId,
  name: v.string(),
  kind: FileKind,
  /** Bytes, as they are given out. */
  size: v.number(),
  /** Of a picture that is shown, as it is seen: its place is kept before it is there. */
  width: v.optional(v.number()),
  height: v.optional(v.number()),
  /** There is a small picture of it. */
  small: v.optional(v.boolean()),
});
export type SentFile = v.InferOutput<typeof SentFile>;

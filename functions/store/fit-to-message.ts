// How much of a list one answer carries, in bytes of JSON: pages are cut by it. Pure; no list.

/** API Gateway carries at most 128 KB in a message to a client; the envelope and what is said beside a list need their share. */
export const MESSAGE_BYTES = 100 * 1024;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** Between two items of an array. */
const COMMA = 1;

/** The first items that fit together; always at least one, so that a list is got to its end. */
export const fitToMessage = <T>(items: readonly T[], bytes = MESSAGE_BYTES): T[] => {
  let sum = 0;
  const upTo = items.findIndex((item) => {
    sum += bytesOf(item) + COMMA;
    return sum > bytes;
  });
  return upTo === -1 ? [...items] : items.slice(0, Math.max(1, upTo));
};

/** The items in order, in as few messages as carry them. */
export const inMessages = <T>(items: readonly T[], bytes = MESSAGE_BYTES): T[][] => {
  const messages: T[][] = [];
  for (let rest = items; rest.length > 0; ) {
    const message = fitToMessage(rest, bytes);
    messages.push(message);
    rest = rest.slice(message.length);
  }
  return messages;
};

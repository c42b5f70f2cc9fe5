// Reads the frame headers of a WebSocket as they pass, because the limit of API Gateway is per frame and `ws` knows messages only.
import type { Duplex } from 'node:stream';

/** @param onTooLarge called once, before anyone else reads the bytes of that frame. */
export const watchFrames = (socket: Duplex, limit: number, onTooLarge: () => void): void => {
  let header = Buffer.alloc(0);
  let payloadLeft = 0;
  let isOver = false;

  const read = (chunk: Buffer) => {
    let rest = chunk;
    while (rest.length > 0 && !isOver) {
      if (payloadLeft > 0) {
        const skipped = Math.min(payloadLeft, rest.length);
        payloadLeft -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      header = Buffer.concat([header, rest.subarray(0, 1)]);
      rest = rest.subarray(1);
      const length = payloadLength(header);
      if (length === undefined) continue;
      header = Buffer.alloc(0);
      payloadLeft = length;
      if (length > limit) {
        isOver = true;
        onTooLarge();
      }
    }
  };
  socket.prependListener('data', read);
};

/** @returns undefined while the header is not complete. Layout: RFC 6455, section 5.2. */
const payloadLength = (header: Buffer): number | undefined => {
  const second = header[1];
  if (second === undefined) return undefined;
  const mask = second & 0x80 ? 4 : 0;
  const short = second & 0x7f;
  const size = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (header.length < size + mask) return undefined;
  if (short === 126) return header.readUInt16BE(2);
  if (short === 127) return Number(header.readBigUInt64BE(2));
  return short;
};

// Reads a ZIP the way unzip programs do: from the directory at its end, checking every sum. Independent of who wrote it.
import { crc32, inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** @returns the files by name. @throws when a sum or a length is not what the directory says. */
export const unzip = (zip: Uint8Array): ReadonlyMap<string, Buffer> => {
  const bytes = Buffer.from(zip);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END) end--;
  const count = bytes.readUInt16LE(end + 10);
  const files = new Map<string, Buffer>();
  for (let at = bytes.readUInt32LE(end + 16), index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('no entry where the directory says one is');
    const [method, sum, size] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
    ];
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stored = bytes.subarray(start, start + size);
    const body = method === 0 ? stored : inflateRawSync(stored);
    if (crc32(body) !== sum) throw new Error('a sum is wrong');
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), body);
    at += 46 + name + extra + comment;
  }
  return files;
};

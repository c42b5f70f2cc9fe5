// What people send, in memory, for tests that are about something else; and the codecs as they lie in node_modules.
import type { Scan, Uploads } from '../../functions/adapters/uploads.ts';
import { createCodecs } from '../../functions/inspect/codecs.ts';
import type { FileMeans } from '../../functions/routes/files/means.ts';

export const codecs = createCodecs((file) => new URL(import.meta.resolve(file)));

export interface UploadsInMemory extends FileMeans {
  /** By their keys. */
  readonly objects: Map<string, Uint8Array>;
  /** As a browser does with the link it was given. */
  upload(url: string, bytes: Uint8Array): void;
}

export const createUploadsInMemory = (
  told: (request: 'get' | 'put') => void = () => {},
  scanned?: () => Scan,
): UploadsInMemory => {
  const objects = new Map<string, Uint8Array>();
  const uploads: Uploads = {
    scans: scanned !== undefined,
    uploadLink: async (key) => `https://bucket.example/${key}`,
    async read(key, size) {
      told('get');
      const body = objects.get(key);
      return body?.length === size ? body : undefined;
    },
    async put({ key, body }) {
      told('put');
      objects.set(key, body);
    },
    async remove(key) {
      objects.delete(key);
    },
    link: async (key) => `https://bucket.example/${key}?signed`,
    async scanned() {
      told('get');
      return scanned?.();
    },
  };
  return {
    objects,
    uploads,
    codecs,
    async removeUploads(prefix) {
      for (const key of objects.keys()) if (key.startsWith(prefix)) objects.delete(key);
    },
    upload(url, bytes) {
      told('put');
      objects.set(url.replace('https://bucket.example/', ''), bytes);
    },
  };
};

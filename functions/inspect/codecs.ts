// The codecs, as WebAssembly: where their files are, and each use in an instance of its own, whose memory goes with it.
import { readFile } from 'node:fs/promises';
import decodeJpeg from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import encodeJpeg from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js';
import { defaultOptions } from '@jsquash/jpeg/meta.js';
import decodeWebp from '@jsquash/webp/codec/dec/webp_dec.js';
import type { Raster } from './shrink.ts';

/** Each as a path in `node_modules`; the build puts the files beside the bundle. */
export const codecFiles = {
  jpeg: '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  jpegOut: '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm',
  webp: '@jsquash/webp/codec/dec/webp_dec.wasm',
} as const;

export interface Codecs {
  jpeg(bytes: Uint8Array): Promise<Raster | null>;
  webp(bytes: Uint8Array): Promise<Raster | null>;
  toJpeg(picture: Raster): Promise<Uint8Array>;
}

const QUALITY = 72;

/** @param locate where one of the `codecFiles` lies. They are read and compiled when one is needed. */
export const createCodecs = (locate: (file: string) => URL): Codecs => {
  const compiled = new Map<string, Promise<WebAssembly.Module>>();
  const instance = async <T>(name: keyof typeof codecFiles, make: (options: Instantiating) => Promise<T>) => {
    const known = compiled.get(name) ?? readFile(locate(codecFiles[name])).then(WebAssembly.compile);
    compiled.set(name, known);
    const module = await known;
    return make({
      noInitialRun: true,
      instantiateWasm(imports, receive) {
        const made = new WebAssembly.Instance(module, imports);
        receive(made);
        return made.exports;
      },
    });
  };
  return {
    jpeg: async (bytes) => (await instance('jpeg', decodeJpeg)).decode(bytes, false),
    webp: async (bytes) => (await instance('webp', decodeWebp)).decode(bytes),
    async toJpeg({ data, width, height }) {
      const { encode } = await instance('jpegOut', encodeJpeg);
      const made = encode(data, width, height, { ...defaultOptions, quality: QUALITY });
      if (!made) throw new Error('a small picture was not made');
      return made;
    },
  };
};

/** @param bundle the URL of a bundle that has the files beside it. */
export const bundledCodecs = (bundle: string): Codecs =>
  createCodecs((file) => new URL(`codecs/${file.slice(file.lastIndexOf('/') + 1)}`, bundle));

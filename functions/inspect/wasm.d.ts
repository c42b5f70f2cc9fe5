// The little of the codecs that is used here: each call of a factory is a new instance, with memory of its own.

/** What of WebAssembly is used: it is a part of the runtime, and of no types that are there. */
declare namespace WebAssembly {
  interface Module {
    readonly brand: 'module';
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: object;
  }
  class RuntimeError extends Error {}
  function compile(bytes: Uint8Array): Promise<Module>;
}

interface Instantiating {
  readonly noInitialRun: boolean;
  instantiateWasm(imports: object, receive: (instance: WebAssembly.Instance) => void): object;
}

declare module '@jsquash/jpeg/codec/dec/mozjpeg_dec.js' {
  interface Decoder {
    decode(
      bytes: Uint8Array,
      preserveOrientation: boolean,
    ): { data: Uint8ClampedArray; width: number; height: number } | null;
  }
  const factory: (options: Instantiating) => Promise<Decoder>;

  // biome-ignore lint/style/noDefaultExport: the package exports it as the whole module.
  export { factory as default };
}

declare module '@jsquash/jpeg/codec/enc/mozjpeg_enc.js' {
  interface Encoder {
    encode(pixels: Uint8ClampedArray, width: number, height: number, options: object): Uint8Array | null;
  }
  const factory: (options: Instantiating) => Promise<Encoder>;

  // biome-ignore lint/style/noDefaultExport: the package exports it as the whole module.
  export { factory as default };
}

declare module '@jsquash/webp/codec/dec/webp_dec.js' {
  interface Decoder {
    decode(bytes: Uint8Array): { data: Uint8ClampedArray; width: number; height: number } | null;
  }
  const factory: (options: Instantiating) => Promise<Decoder>;

  // biome-ignore lint/style/noDefaultExport: the package exports it as the whole module.
  export { factory as default };
}

declare module '@jsquash/jpeg/meta.js' {
  export const defaultOptions: Readonly<Record<string, unknown>>;
}

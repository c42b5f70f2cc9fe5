// The little of s3rver that is used here; the package has no types.

declare module '@20minutes/s3rver' {
  import type { IncomingMessage, Server, ServerResponse } from 'node:http';

  interface Options {
    address: string;
    port: number;
    directory: string;
    silent: boolean;
    vhostBuckets: boolean;
    configureBuckets: { name: string; configs: string[] }[];
  }
  type Next = () => Promise<void>;
  interface Context {
    req: IncomingMessage;
    res: ServerResponse;
    readonly method: string;
    readonly path: string;
    query: Record<string, string>;
    get(header: string): string;
    status: number;
    body: unknown;
  }
  type Middleware = (context: Context, next: Next) => Promise<void>;
  class S3rver {
    constructor(options: Options);
    middleware: Middleware[];
    httpServer: Server;
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }

  // biome-ignore lint/style/noDefaultExport: the package exports its class as the whole module.
  export { type Context, S3rver as default };
}

declare module '@20minutes/s3rver/lib/models/account.js' {
  interface Account {
    accessKeys: { get(accessKey: string): string | undefined };
  }
  const account: { registry: { get(accessKey: string): Account | undefined } };

  // biome-ignore lint/style/noDefaultExport: the package exports it as the whole module.
  export { account as default };
}

declare module '@20minutes/s3rver/lib/signature/v4.js' {
  type Sign = (request: { readonly uri: string; readonly querystring: string }, signature: unknown) => string;
  const v4: { getStringToSign: Sign };

  // biome-ignore lint/style/noDefaultExport: the package exports it as the whole module.
  export { v4 as default };
}

// Handing over to the function that tells many: Lambda takes an event and answers at once, and that function runs by itself. See docs/decisions/043.
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Telling } from '../domain/telling.ts';
import { env } from './env.ts';
import { defaultProvider } from './environment-credentials.ts';
import { log } from './log.ts';
import { TIME_LIMITS, within } from './time-limits.ts';

/** @returns whether it was taken; if not, whoever asked tells it. Never throws. */
export type HandOver = (telling: Telling) => Promise<boolean>;

const TRIES = 2;
/** Lambda has put it into the function's queue. */
const TAKEN = 202;

/**
 * One request, signed with what the other clients bring along. The SDK's own client of Lambda is 70 KB, a quarter of what a
 * first message waits for after a cold start.
 */
export const createHandOver = (): HandOver => {
  const region = env('AWS_REGION');
  const { protocol, hostname, port } = new URL(
    process.env.AWS_ENDPOINT_URL_LAMBDA ?? `https://lambda.${region}.amazonaws.com`,
  );
  const path = `/2015-03-31/functions/${encodeURIComponent(env('TELLER'))}/invocations`;
  const handler = new NodeHttpHandler(within(TIME_LIMITS.handOver).requestHandler);
  const signer = new SignatureV4({
    credentials: defaultProvider(),
    region,
    service: 'lambda',
    sha256: Sha256,
  });

  const ask = async (body: string): Promise<number> => {
    const request = new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      ...(port && { port: Number(port) }),
      path,
      headers: {
        host: port ? `${hostname}:${port}` : hostname,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'x-amz-invocation-type': 'Event',
      },
      body,
    });
    const { response } = await handler.handle(HttpRequest.clone(await signer.sign(request)));
    // Read to its end, or the connection cannot be used again.
    for await (const _ of response.body ?? []);
    return response.statusCode;
  };

  return async (telling) => {
    const body = JSON.stringify(telling);
    for (let tries = 1; ; tries++) {
      const outcome = await ask(body).catch((error: unknown) => error);
      if (outcome === TAKEN) return true;
      if (tries < TRIES) continue;
      log('ERROR', 'not handed over', { action: telling.kind, error: outcome });
      return false;
    }
  };
};

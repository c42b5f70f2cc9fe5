// Asking outside in the form that libraries know, `fetch`: guarded as askOutside is. Independent of what is asked.
import { type NoAnswer, reachOutside } from './ask-outside.ts';

/** No answer came, and nothing may be concluded from that. */
export class NotReached extends Error {
  readonly why: NoAnswer;
  constructor(why: NoAnswer) {
    super('nothing came from outside');
    this.why = why;
  }
}

interface Init {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}
export type OutsideFetch = (url: string, init: Init) => Promise<Response>;

/** Statuses that go without a body; `Response` takes none with them. */
const BODILESS = [204, 205, 304];

/** @throws NotReached */
export const fetchOutside: OutsideFetch = async (url, { method, headers, body }) => {
  const reply = await reachOutside(url, {
    method: method === 'POST' ? 'POST' : 'GET',
    headers,
    ...(body !== undefined && body !== null && { body: String(body) }),
  });
  if ('failed' in reply) throw new NotReached(reply.failed);
  const { status, contentType } = reply;
  // What is no status of an answer is none at all.
  if (status < 200 || status > 599) throw new NotReached('status');
  return new Response(BODILESS.includes(status) ? null : reply.body, {
    status,
    headers: { 'content-type': contentType },
  });
};

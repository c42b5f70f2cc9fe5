// Asking an address that somebody set up, outside of AWS: over https, of a machine of the open internet, without being led elsewhere, and never for long. Independent of what is asked.
import { lookup } from 'node:dns/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Milliseconds for all of it. */
const ANSWER_MS = 10_000;
/** Of the answer's body. */
const ANSWER_BYTES = 64 * 1024;

/** Why nothing came; goes into the log, and to nobody else. */
export type NoAnswer = 'address' | 'inside' | 'status' | 'too_large' | 'lost';

export type Outside = { readonly body: string } | { readonly failed: NoAnswer };

export interface Question {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * Addresses that are not of the open internet: this machine, private networks, links (the metadata service of AWS), shared and
 * reserved ones, multicast. IANA's special-purpose registries; an IPv4 address inside an IPv6 one is looked at as what it is.
 */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

/** Whether an address is not one of the open internet. */
export const isInside = (address: string): boolean => {
  const family = isIP(address);
  if (family === 0) return true;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return inside.check(mapped, 'ipv4');
  return inside.check(address, family === 4 ? 'ipv4' : 'ipv6') || /^::ffff:/i.test(address);
};

/** Set where the whole product runs on one machine, and nowhere else: then http and this machine are the open internet, too. */
export const isAtHome = (): boolean => process.env.ALL_ON_THIS_MACHINE === 'true';

export type Resolve = (host: string) => Promise<readonly string[]>;

const resolveByDns: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

class Refused extends Error {
  readonly why: NoAnswer;
  constructor(why: NoAnswer) {
    super(why);
    this.why = why;
  }
}

/** @param resolve the addresses of a host; what one of them is inside is not asked at all. */
export const askOutside = async (address: string, resolve: Resolve = resolveByDns): Promise<Outside> => {
  const reply = await reachOutside(address, {}, resolve);
  if ('failed' in reply) return reply;
  return reply.status === 200 ? { body: reply.body } : { failed: 'status' };
};

/** As `askOutside`, whatever is asked and whatever the answer's status is. A redirect is an answer like any other. */
export const reachOutside = async (
  address: string,
  question: Question,
  resolve: Resolve = resolveByDns,
): Promise<Reply | { readonly failed: NoAnswer }> => {
  const deadline = AbortSignal.timeout(ANSWER_MS);
  try {
    const url = readAddress(address);
    const checked = await orTimeOut(checkedAddresses(url.hostname, resolve), deadline);
    return await fetchReply(url, question, { checked, deadline });
  } catch (error) {
    return { failed: error instanceof Refused ? error.why : 'lost' };
  }
};

const readAddress = (address: string): URL => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && isAtHome());
  if (!url || !isAllowed || url.username || url.password) throw new Refused('address');
  return url;
};

/** Every one of them: whoever answers with one address outside and one inside gets no say in which is asked. */
const checkedAddresses = async (hostname: string, resolve: Resolve): Promise<readonly string[]> => {
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolve(host);
  if (addresses.length === 0) throw new Refused('lost');
  if (!isAtHome() && addresses.some(isInside)) throw new Refused('inside');
  return addresses;
};

const orTimeOut = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(new Refused('lost')), { once: true }),
    ),
  ]);

/** Connects to what was checked: the name is not asked for a second time. */
const fetchReply = (
  url: URL,
  { method = 'GET', headers, body }: Question,
  { checked, deadline: signal }: { readonly checked: readonly string[]; readonly deadline: AbortSignal },
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const known = checked.map((address) => ({ address, family: isIP(address) }));
    const toChecked: LookupFunction = (_host, options, done) => {
      const [first] = known;
      if (options.all) done(null, known);
      else if (first) done(null, first.address, first.family);
    };
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const asked: ClientRequest = send(url, {
      lookup: toChecked,
      signal,
      agent: false,
      method,
      headers: { accept: 'application/json', ...headers },
    });
    asked.on('error', reject);
    asked.on('response', (answer) => readReply(answer).then(resolve, reject));
    asked.end(body);
  });

const readReply = async (answer: IncomingMessage): Promise<Reply> => {
  try {
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of answer) {
      bytes += part.length;
      if (bytes > ANSWER_BYTES) throw new Refused('too_large');
      parts.push(part);
    }
    return {
      status: answer.statusCode ?? 0,
      contentType: answer.headers['content-type'] ?? '',
      body: Buffer.concat(parts).toString('utf8'),
    };
  } finally {
    answer.destroy();
  }
};

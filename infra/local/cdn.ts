// The sites: each distribution of the template with its origins, functions and policies, by the name it gives itself. Independent of any page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { LeadToBuckets } from './bucket-cors.ts';
import type { Clock } from './clock.ts';
import { createEdge, type Edge, type Origin } from './edge.ts';
import { createEdgeFunction } from './edge-function.ts';
import { cachingOf, createCaching, createResponseHeaders } from './edge-policies.ts';
import type { RunningResources } from './running-resources.ts';
import { readSiteFiles, type SiteSource } from './site-files.ts';
import { userError } from './user-error.ts';

export type SiteName = 'portal' | 'console';

export interface CdnOptions {
  readonly running: RunningResources;
  /** The folder of an asset, by its object key. */
  readonly folderOf: (objectKey: string) => string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

const isSite = (name: string): name is SiteName => name === 'portal' || name === 'console';

/** The header by which the product itself tells its sites apart. */
const siteNameIn = ({
  DistributionConfig: { Origins },
}: RunningResources['distributions'][number]['value']): SiteName | undefined =>
  Origins.flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders)
    .filter(({ HeaderName }) => HeaderName === 'x-site')
    .map(({ HeaderValue }) => HeaderValue)
    .find(isSite);

export const createCdn = ({ running, folderOf, clock, log }: CdnOptions) => {
  const distributionsBySite = new Map<string, Edge>();
  const rereads: (() => Promise<void>)[] = [];

  const openOne = async (
    { ref, value }: RunningResources['distributions'][number],
    apiAt: (host: string) => Origin | undefined,
    toBuckets: LeadToBuckets,
  ): Promise<Edge> => {
    const bucketOrigins = new Map<string, Origin>();
    for (const bucket of running.buckets) {
      const source: SiteSource = {
        deployments: running.deployments
          .map(({ value }) => value)
          .filter(({ DestinationBucketName }) => DestinationBucketName === bucket.ref),
        policies: running.bucketPolicies
          .map(({ value }) => value)
          .filter(({ Bucket }) => Bucket === bucket.ref),
        folderOf,
      };
      let files = await readSiteFiles(source);
      rereads.push(async () => {
        files = await readSiteFiles(source);
      });
      bucketOrigins.set(bucket.attribute('RegionalDomainName'), { request: (request) => files(request) });
    }
    return createEdge({
      config: value.DistributionConfig,
      log,
      now: clock.now,
      originAt(host) {
        const origin = bucketOrigins.get(host) ?? apiAt(host);
        if (!origin)
          throw userError(`A distribution has the origin ${host}, which the template does not make.`);
        return origin;
      },
      functionAt(arn) {
        const found = running.edgeFunctions.find((each) => each.attribute('FunctionARN') === arn);
        if (!found) throw userError(`A distribution runs ${arn}, which the template does not make.`);
        return createEdgeFunction(found.value, ref);
      },
      cachingAt(id) {
        const found = running.cachePolicies.find((each) => each.ref === id);
        return found ? createCaching(found.value) : cachingOf(id);
      },
      responseHeadersAt(id) {
        const found = running.responseHeaders.find((each) => each.ref === id);
        if (!found)
          throw userError(
            `A distribution has the response headers policy ${id}, which the template does not make.`,
          );
        return createResponseHeaders(found.value, (value) => toBuckets({ value }).value ?? value);
      },
    });
  };

  const edgeOf = async (name: SiteName, ready: Promise<void>): Promise<Edge> => {
    await ready;
    const edge = distributionsBySite.get(name);
    if (!edge) throw userError(`The template has no site ${name}.`);
    return edge;
  };

  return {
    /** Gives the files out that lie there now. */
    reread: async () => {
      for (const reread of rereads) await reread();
    },
    /** @param ready from when on requests are answered. */
    handlers: (name: SiteName, ready: Promise<void>) => ({
      onRequest(message: IncomingMessage, response: ServerResponse) {
        edgeOf(name, ready)
          .then((edge) => edge.onRequest(message, response))
          .catch(() => response.destroy());
      },
      onUpgrade(message: IncomingMessage, socket: Duplex, head: Buffer) {
        edgeOf(name, ready)
          .then((edge) => edge.onUpgrade(message, socket, head))
          .catch(() => socket.destroy());
      },
    }),
    /**
     * Leads the own names of the distributions in a function's environment to this machine.
     * @param urls of the sites, by name.
     */
    rewrite(urls: Readonly<Record<SiteName, string>>) {
      const hosts = running.distributions.map(({ attribute, value }) => {
        const name = siteNameIn(value);
        return [attribute('DomainName'), name && new URL(urls[name]).host] as const;
      });
      return (environment: Readonly<Record<string, string>>): Record<string, string> =>
        Object.fromEntries(
          Object.entries(environment).map(([name, value]) => [
            name,
            hosts.find(([domain]) => domain === value)?.[1] ?? value,
          ]),
        );
    },
    /**
     * @param apiAt the API that answers for a host name.
     * @param toBuckets leads the names of buckets in what pages are told to this machine.
     */
    async open(apiAt: (host: string) => Origin | undefined, toBuckets: LeadToBuckets) {
      for (const distribution of running.distributions) {
        const edge = await openOne(distribution, apiAt, toBuckets);
        // The header by which the product itself tells its sites apart.
        const name = edge.customHeader('x-site');
        if (!name)
          throw userError(
            `The distribution ${distribution.logicalId} sets no x-site header, so no port is its own.`,
          );
        distributionsBySite.set(name, edge);
      }
    },
  };
};

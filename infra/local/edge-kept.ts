// The answers that CloudFront keeps for as long as the origin and the policy allow, and gives to everybody who asks for the same path. Independent of any site.
import { headerOf, type Request, type Response } from './message.ts';

/** @param now milliseconds. */
export const createKeptAnswers = (now: () => number) => {
  const keptByPath = new Map<string, { readonly response: Response; readonly until: number }>();
  const isKeepable = ({ method }: Request) => method === 'GET' || method === 'HEAD';
  return {
    find(request: Request): Response | undefined {
      const kept = keptByPath.get(request.path);
      return kept && kept.until > now() && isKeepable(request) ? kept.response : undefined;
    },
    /** @param most milliseconds. */
    note(request: Request, response: Response, most: number) {
      const control = headerOf(response.headers, 'cache-control') ?? '';
      const [, seconds] = /s-maxage=(\d+)/.exec(control) ?? /max-age=(\d+)/.exec(control) ?? [];
      const time = Math.min(most, Number(seconds ?? 0) * 1000);
      if (response.status === 200 && isKeepable(request) && time > 0 && !/no-store|private/.test(control))
        keptByPath.set(request.path, { response, until: now() + time });
    },
  };
};

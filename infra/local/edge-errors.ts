// The errors that CloudFront keeps and gives to everybody who asks for the same path, whoever they are. Independent of any site.
import { limits } from './limits.ts';
import { headerOf, type Request, type Response } from './message.ts';

export interface ErrorRule {
  readonly ErrorCode: number;
  /** Seconds; AWS's standard when left out. */
  readonly ErrorCachingMinTTL?: number | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const ALWAYS_KEPT = new Set([404, 410, 414, 500, 501, 502, 503, 504]);
/** Only when the origin says how long. */
const KEPT_WHEN_ASKED = new Set([400, 403, 405, 412, 415]);
/** Of these alone CloudFront believes that they are not to be kept; of the others it does not. */
const MAY_BE_REFUSED = new Set([404, 410, 414, 501]);

/** @param now milliseconds. */
export const createErrorCache = (rules: readonly ErrorRule[], now: () => number) => {
  const keptByPath = new Map<string, { readonly response: Response; readonly until: number }>();
  const isKeepable = ({ method }: Request) => method === 'GET' || method === 'HEAD';

  /** Milliseconds. */
  const timeOf = ({ status, headers }: Response): number => {
    const control = headerOf(headers, 'cache-control') ?? '';
    const [, age] = /(?:s-maxage|max-age)=(\d+)/.exec(control) ?? [];
    if (!ALWAYS_KEPT.has(status) && !(KEPT_WHEN_ASKED.has(status) && age)) return 0;
    if (MAY_BE_REFUSED.has(status) && /\b(no-store|no-cache|private)\b/.test(control)) return 0;
    const least = rules.find(({ ErrorCode }) => ErrorCode === status)?.ErrorCachingMinTTL;
    return Math.max(least === undefined ? limits.keptError.value : least * 1000, Number(age ?? 0) * 1000);
  };

  return {
    find(path: string, request: Request): Response | undefined {
      const kept = keptByPath.get(path);
      return kept && kept.until > now() && isKeepable(request) ? kept.response : undefined;
    },
    /** @param given what the origin said, which decides. @param shown what viewers get for it. */
    note(path: string, { request, given, shown }: { request: Request; given: Response; shown: Response }) {
      const time = isKeepable(request) ? timeOf(given) : 0;
      if (time > 0) keptByPath.set(path, { response: shown, until: now() + time });
    },
  };
};

// Calls the HTTP interface under /api. Knows its routes as types only, so no schema travels to the browser.
import type { Refusal, Result } from '../../shared/errors.ts';
import type { RouteInput, RouteName, RouteReply } from '../../shared/routes.ts';
import { ACCOUNT_HEADER } from '../../shared/rules.ts';
import { refusalText } from '../../shared/text/text.ts';
import { pageAccount } from '../connection/page-account.ts';
import type { CommonTexts, UiTexts } from './types.ts';

/** Why something asked is not done. `lost`: no answer came; it may or may not have been done. */
export type Failure = { readonly error: Refusal } | { readonly lost: true };

export type Answer<T> = Result<T> | Failure;

export const request = async <N extends RouteName>(
  name: N,
  input: RouteInput<N>,
): Promise<Answer<RouteReply<N>>> => send(describeRequest(name, input));

interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** JSON. */
  readonly body?: string | undefined;
}

/** For whoever knows the address; what is in the answer is the contract of shared/routes.ts, which the server's tests hold. */
export const send = async <T>({ method, url, body }: HttpRequest): Promise<Answer<T>> => {
  try {
    const account = pageAccount();
    const response = await fetch(url, {
      method,
      body,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(account && { [ACCOUNT_HEADER]: account }),
      },
    });
    const answer: unknown = await response.json().catch(() => undefined);
    return isResult<T>(answer) ? answer : { error: { code: 'internal' } };
  } catch {
    // fetch rejects only when no answer came: offline, cut off, name not found.
    return { lost: true };
  }
};

/** Path parameters leave the input for the path; a GET carries the rest as its query, a changing request as JSON. */
export const describeRequest = (name: RouteName, input: Record<string, unknown>): HttpRequest => {
  const [method = '', path = ''] = name.split(' ');
  const rest = { ...input };
  const url = path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = encodeURIComponent(String(rest[key]));
    delete rest[key];
    return value;
  });
  return method === 'GET'
    ? { method, url: `${url}${queryOf(rest)}` }
    : { method, url, body: JSON.stringify(rest) };
};

/** A space as %20: gateways differ on what a plus means. */
const queryOf = (given: Record<string, unknown>): string => {
  const query = Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map((pair) => pair.map((part) => encodeURIComponent(String(part))).join('='));
  return query.length === 0 ? '' : `?${query.join('&')}`;
};

/** Only the envelope is checked. */
const isResult = <T>(answer: unknown): answer is Result<T> =>
  typeof answer === 'object' && answer !== null && ('ok' in answer || 'error' in answer);

/** Why a request did not work, for people. */
export const answerText = (failure: Failure, texts: UiTexts, common: CommonTexts): string =>
  'lost' in failure ? texts.lost : refusalText(common, failure.error);

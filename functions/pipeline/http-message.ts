// What comes in as an HTTP request and goes out as a reply: body, query, status, headers. Independent of any route or session.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as v from 'valibot';
import { type RefusalCode, type Result, refuse } from '../../shared/errors.ts';

export type Request = Pick<
  APIGatewayProxyEventV2,
  | 'routeKey'
  | 'headers'
  | 'cookies'
  | 'pathParameters'
  | 'queryStringParameters'
  | 'body'
  | 'isBase64Encoded'
  | 'requestContext'
>;
export type Response = APIGatewayProxyStructuredResultV2;

/** Larger than any input of the table (a ticket's remarks, every character escaped). */
const BODY_MAX_BYTES = 64 * 1024;

const Body = v.custom<Readonly<Record<string, unknown>>>(
  (body) => typeof body === 'object' && body !== null && !Array.isArray(body),
);

/** What came with the request beside its path: the query of a GET, where every value is text, and else the body. */
export const readGiven = (event: Request, isForm = false): Result<Readonly<Record<string, unknown>>> => {
  if (event.requestContext.http.method === 'GET') return { ok: event.queryStringParameters ?? {} };
  const { body = '', isBase64Encoded } = event;
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  if (Buffer.byteLength(text) > BODY_MAX_BYTES) return refuse({ code: 'too_large' });
  return isForm ? { ok: Object.fromEntries(new URLSearchParams(text)) } : readJson(text);
};

const readJson = (text: string): Result<v.InferOutput<typeof Body>> => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Body), text || '{}');
  return parsed.success ? { ok: parsed.output } : refuse({ code: 'bad_request' });
};

const statusByCode: Readonly<Record<RefusalCode, number>> = {
  bad_request: 400,
  empty_text: 400,
  comment_required: 400,
  text_too_long: 400,
  too_long: 400,
  bad_email: 400,
  password_too_short: 400,
  password_too_easy: 400,
  password_given: 400,
  colour_unreadable: 400,
  bad_logo: 400,
  file_kind: 400,
  file_broken: 400,
  file_too_large: 400,
  too_many_files: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  bad_token: 401,
  sign_in_failed: 401,
  passwords_off: 403,
  provider_first: 409,
  // A page learns from the status alone that trying again has no sense (web/connection/environment.ts).
  account_blocked: 401,
  wrong_password: 403,
  password_due: 403,
  second_factor: 401,
  factor_expired: 401,
  wrong_code: 403,
  wrong_passkey: 403,
  factor_due: 403,
  proof_due: 403,
  factor_obligatory: 409,
  forbidden: 403,
  own_rights: 403,
  files_off: 403,
  file_infected: 403,
  file_unscanned: 403,
  no_chat_right: 403,
  not_participant: 403,
  unknown_action: 404,
  not_found: 404,
  file_gone: 404,
  behind: 409,
  chat_ended: 409,
  chat_closed: 409,
  chat_not_ended: 409,
  already_rated: 409,
  last_agent: 409,
  customer_connected: 409,
  not_invitable: 409,
  not_invited: 409,
  outdated: 409,
  other_account: 409,
  login_taken: 409,
  issuer_taken: 409,
  no_room: 409,
  not_on_duty: 409,
  taken: 409,
  at_maximum: 409,
  chat_full: 409,
  too_many: 409,
  mail_off: 409,
  no_email: 409,
  mail_fails: 409,
  invite_instead: 409,
  busy: 409,
  link_used: 410,
  link_expired: 410,
  too_large: 413,
  too_many_attempts: 429,
  internal: 500,
};

/** Sends a browser on, to a path of the own site. */
export const redirect = (path: string, cookies: readonly string[] = []): Response => ({
  statusCode: 303,
  headers: { location: path, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  ...(cookies.length > 0 && { cookies: [...cookies] }),
  body: '',
});

/**
 * @param cookies what the browser is to keep, as `Set-Cookie` says it.
 * @param keptSeconds how long anybody may keep the answer; a refusal nobody keeps.
 */
export const respond = (
  result: Result<unknown>,
  cookies: readonly string[] = [],
  keptSeconds = 0,
): Response => ({
  statusCode: 'ok' in result ? 200 : statusByCode[result.error.code],
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': keptSeconds > 0 && 'ok' in result ? `public, max-age=${keptSeconds}` : 'no-store',
    'x-content-type-options': 'nosniff',
    ...('error' in result &&
      result.error.code === 'too_many_attempts' && {
        'retry-after': String(result.error.retryAfterSeconds),
      }),
  },
  ...(cookies.length > 0 && { cookies: [...cookies] }),
  body: JSON.stringify(result),
});

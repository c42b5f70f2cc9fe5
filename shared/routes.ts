// The HTTP interface under /api: who may call what, and what goes in and out. Answers are `{ok}` or `{error}` as on the socket.
import * as v from 'valibot';
import { accountRoutes } from './account-routes.ts';
import { brandRoutes } from './brand-routes.ts';
import { cardRoutes } from './card-routes.ts';
import { embedRoutes } from './embed-routes.ts';
import { factorRoutes } from './factor-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { historyRoutes } from './history-routes.ts';
import { hoursRoutes } from './hours-routes.ts';
import { ChatId, Language } from './model.ts';
import { passwordRoutes } from './password-routes.ts';
import { privacyRoutes } from './privacy-routes.ts';
import { profileRoutes } from './profile-routes.ts';
import type { RouteSpec } from './route-spec.ts';
import { PASSWORD_MAX, TIMEOUT_MINUTES } from './rules.ts';
import { Session } from './session.ts';
import { sessionRoutes } from './session-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { ticketRoutes } from './ticket-routes.ts';

const nothing = v.object({});

/** A time-out as it stands in a query. */
const Minutes = v.pipe(
  v.string(),
  v.maxLength(4),
  v.transform(Number),
  v.integer(),
  v.minValue(TIMEOUT_MINUTES.min),
  v.maxValue(TIMEOUT_MINUTES.max),
);

/** Path parameters, the query of a GET (text, all of it) and the body of any other are one input object. */
export const routes = {
  ...ticketRoutes,
  ...profileRoutes,
  ...historyRoutes,
  ...fileRoutes,
  ...cardRoutes,
  ...privacyRoutes,
  ...accountRoutes,
  ...sessionRoutes,
  ...factorRoutes,
  ...brandRoutes,
  ...hoursRoutes,
  ...passwordRoutes,
  ...embedRoutes,
  ...signInRoutes,
  /** Begins a session, or, where there is a second factor, the five minutes for it (`second_factor`); the session this browser had ends. */
  'POST /api/login': {
    group: 'accounts',
    by: ['anyone'],
    input: v.object({
      login: v.pipe(v.string(), v.maxLength(100)),
      password: v.pipe(v.string(), v.maxLength(PASSWORD_MAX)),
    }),
    reply: Session,
  },
  'GET /api/session': {
    group: 'portal',
    by: ['customer', 'agent'],
    withGivenPassword: true,
    withoutFactor: true,
    input: nothing,
    reply: Session,
  },
  /** How many running chats would end within a minute or two by this time-out, and not by the one there is (S10). */
  'GET /api/time-out': {
    group: 'backoffice',
    by: ['agent'],
    needs: 'manage',
    input: v.object({ minutes: Minutes }),
    /** `more`: there are more chats than were looked at. */
    reply: v.object({ ending: v.number(), more: v.boolean() }),
  },
  /** Makes the PDF of a chat and gives a link to it that works for TRANSCRIPT_LINK_SECONDS. */
  'POST /api/chats/{chatId}/transcript': {
    group: 'files',
    by: ['customer', 'agent'],
    needs: 'helpdesk',
    input: v.object({
      chatId: ChatId,
      language: Language,
      timeZone: v.pipe(v.string(), v.maxLength(64)),
    }),
    reply: v.object({ url: v.string() }),
  },
} as const satisfies Record<string, RouteSpec>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type RouteInput<N extends RouteName> = v.InferInput<Routes[N]['input']>;
export type RouteReply<N extends RouteName> = v.InferOutput<Routes[N]['reply']>;

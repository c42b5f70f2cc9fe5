// Who may sign in and what they may: portal accounts and their groups, agents, categories, and one's own preferences.
import * as v from 'valibot';
import { AuditKind, AuditLine } from './audit-line.ts';
import { SignInRules } from './factor-routes.ts';
import { Language, type Permission, Rev, Role, UserId } from './model.ts';
import type { RouteSpec } from './route-spec.ts';
import { CATEGORIES_MAX, CATEGORY_MAX, EMAIL_MAX, LOGIN_MAX, NAME_MAX, PASSWORD_MAX } from './rules.ts';

const nothing = v.object({});
/** A surplus of characters that are taken out (white space, direction marks) is no fault. */
const text = (max: number) => v.pipe(v.string(), v.maxLength(4 * max));
const GroupId = v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/));
const Password = v.pipe(v.string(), v.maxLength(PASSWORD_MAX));

/** What an agent can be given; `chat` is for customers, by their groups. */
export const AgentPermission = v.picklist([
  'helpdesk',
  'manage',
  'administer',
] satisfies readonly Permission[]);
export type AgentPermission = v.InferOutput<typeof AgentPermission>;
const GroupPermission = v.picklist(['chat'] satisfies readonly Permission[]);
/** Each once. */
const AgentPermissions = v.pipe(v.array(AgentPermission), v.maxLength(AgentPermission.options.length));
const GroupPermissions = v.pipe(v.array(GroupPermission), v.maxLength(GroupPermission.options.length));

const account = {
  id: UserId,
  login: v.string(),
  name: v.string(),
  email: v.optional(v.string()),
  blocked: v.boolean(),
  /** Signs in with a second factor (S127). */
  secondFactor: v.optional(v.boolean()),
  /** Asked by mail to choose a password, and has not yet: when that was, last. */
  invitedAt: v.optional(v.number()),
  /** Mail to the address comes back, or was complained about; nothing more is sent to it. */
  mailFault: v.optional(v.picklist(['bounced', 'complained', 'refused'])),
  /** Grows with every change; a change of an older version is refused. */
  rev: v.number(),
};

export const CustomerView = v.object({
  ...account,
  role: v.literal('customer'),
  groups: v.array(v.string()),
});
export type CustomerView = v.InferOutput<typeof CustomerView>;

export const AgentView = v.object({
  ...account,
  role: v.literal('agent'),
  nickname: v.string(),
  permissions: v.array(AgentPermission),
});
export type AgentView = v.InferOutput<typeof AgentView>;

/** An account as administrators see it; never its password. */
export const AccountView = v.variant('role', [CustomerView, AgentView]);
export type AccountView = v.InferOutput<typeof AccountView>;

export const GroupView = v.object({
  id: GroupId,
  name: v.string(),
  permissions: v.array(v.string()),
  rev: v.number(),
});
export type GroupView = v.InferOutput<typeof GroupView>;

export const Categories = v.object({ names: v.array(v.string()), rev: v.number() });
export type Categories = v.InferOutput<typeof Categories>;

/** What an agent chooses for oneself (S39-S41). */
export const Preferences = v.object({
  nickname: v.string(),
  language: v.optional(Language),
  rev: v.number(),
});
export type Preferences = v.InferOutput<typeof Preferences>;

const admin = { group: 'accounts', by: ['agent'], needs: 'administer' } as const;

export const accountRoutes = {
  /** Ends the session and its live connections. */
  'POST /api/logout': { group: 'accounts', by: ['anyone'], input: nothing, reply: nothing },
  /** Accounts of a role in the order of their names; with a text those with a name or an address in which its words begin words, or with a login that begins so. */
  'GET /api/accounts': {
    ...admin,
    input: v.object({
      role: Role,
      text: v.optional(v.pipe(v.string(), v.maxLength(NAME_MAX)), ''),
      /** Where the page before ended. */
      cursor: v.optional(
        v.pipe(
          v.string(),
          v.maxLength(1030),
          v.transform((cursor) => cursor.toWellFormed()),
        ),
      ),
    }),
    reply: v.object({ accounts: v.array(AccountView), cursor: v.optional(v.string()) }),
  },
  'GET /api/accounts/{accountId}': {
    ...admin,
    input: v.object({ accountId: UserId }),
    reply: AccountView,
  },
  'POST /api/accounts': {
    ...admin,
    input: v.object({
      role: Role,
      login: text(LOGIN_MAX),
      name: text(NAME_MAX),
      email: text(EMAIL_MAX),
      /** None: an invitation is sent to choose one (S128). */
      password: v.optional(Password),
      /** Of a customer. */
      groups: v.optional(v.pipe(v.array(GroupId), v.maxLength(100)), []),
      /** Of an agent. */
      permissions: v.optional(AgentPermissions, []),
      nickname: v.optional(text(NAME_MAX), ''),
    }),
    reply: AccountView,
  },
  'PATCH /api/accounts/{accountId}': {
    ...admin,
    input: v.object({
      accountId: UserId,
      rev: Rev,
      login: v.optional(text(LOGIN_MAX)),
      name: v.optional(text(NAME_MAX)),
      email: v.optional(text(EMAIL_MAX)),
      groups: v.optional(v.pipe(v.array(GroupId), v.maxLength(100))),
      permissions: v.optional(AgentPermissions),
      nickname: v.optional(text(NAME_MAX)),
    }),
    reply: AccountView,
  },
  /** Blocks or unblocks, whatever else was changed meanwhile. Blocking ends sessions, connections, a running chat, duty. */
  'PUT /api/accounts/{accountId}/blocked': {
    ...admin,
    input: v.object({ accountId: UserId, blocked: v.boolean() }),
    reply: AccountView,
  },
  /** Sends a link by which that person chooses a password; the link of before works no more (S128). */
  'POST /api/accounts/{accountId}/invitation': {
    ...admin,
    input: v.object({ accountId: UserId }),
    reply: AccountView,
  },
  /** A new password, which ends the sessions of that person. Not where an invitation can be sent. */
  'PUT /api/accounts/{accountId}/password': {
    ...admin,
    input: v.object({ accountId: UserId, password: Password }),
    reply: AccountView,
  },
  /** Takes somebody's second factor away, for a device that was lost; ends the sessions of that person, who is told. */
  'DELETE /api/accounts/{accountId}/factors': {
    ...admin,
    input: v.object({ accountId: UserId }),
    reply: AccountView,
  },
  'GET /api/sign-in-rules': { ...admin, input: nothing, reply: SignInRules },
  /** From the next sign-in on. */
  'PUT /api/sign-in-rules': {
    ...admin,
    input: v.object({ ...SignInRules.entries, rev: Rev }),
    reply: SignInRules,
  },
  'GET /api/groups': { ...admin, input: nothing, reply: v.object({ groups: v.array(GroupView) }) },
  'POST /api/groups': {
    ...admin,
    input: v.object({ name: text(NAME_MAX), permissions: GroupPermissions }),
    reply: GroupView,
  },
  'PATCH /api/groups/{groupId}': {
    ...admin,
    input: v.object({
      groupId: GroupId,
      rev: Rev,
      name: text(NAME_MAX),
      permissions: GroupPermissions,
    }),
    reply: GroupView,
  },
  /** Its members lose what it gave them. */
  'DELETE /api/groups/{groupId}': {
    ...admin,
    input: v.object({ groupId: GroupId, rev: Rev }),
    reply: nothing,
  },
  'GET /api/categories': { ...admin, input: nothing, reply: Categories },
  /** The whole list, in the order agents are to see it; tickets keep the text they have. */
  'PUT /api/categories': {
    ...admin,
    input: v.object({
      names: v.pipe(v.array(text(CATEGORY_MAX)), v.maxLength(CATEGORIES_MAX)),
      rev: Rev,
    }),
    reply: Categories,
  },
  /** Who watched unseen, and who changed what others may; newest first, a page at a time, which may be empty and yet have a next one. */
  'GET /api/audit': {
    ...admin,
    input: v.object({
      /** Lines of one kind only. */
      kind: v.optional(AuditKind),
      /** Lines of somebody only: part of a name, of who did it or whom it is about. */
      person: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))),
      /** Where the page before ended. */
      cursor: v.optional(v.pipe(v.string(), v.regex(/^\d{13}\.[\w-]{22}$/))),
    }),
    reply: v.object({ lines: v.array(AuditLine), cursor: v.optional(v.string()) }),
  },
  'GET /api/preferences': { group: 'accounts', by: ['agent'], input: nothing, reply: Preferences },
  /** Changes the fields given; without a nickname others see the login (S41). */
  'PATCH /api/preferences': {
    group: 'accounts',
    by: ['agent'],
    input: v.object({
      rev: Rev,
      nickname: v.optional(text(NAME_MAX)),
      language: v.optional(Language),
    }),
    reply: Preferences,
  },
  /** Ends the sessions of this agent on every other device. */
  'POST /api/preferences/password': {
    group: 'accounts',
    by: ['agent'],
    withGivenPassword: true,
    withoutFactor: true,
    input: v.object({ current: Password, password: Password }),
    reply: nothing,
  },
} as const satisfies Record<string, RouteSpec>;

// Whether a role allows what a function asks of a service, decided as IAM does: a Deny over an Allow, and nothing that is not allowed. Independent of any service.
import * as v from 'valibot';
import { fits } from './wildcard.ts';

/** One thing a call needs: an action on a resource. */
export interface Need {
  /** As IAM names it, such as `dynamodb:PutItem`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** What conditions ask, such as `ses:FromAddress`. */
  readonly context?: Readonly<Record<string, string>>;
}

const oneOrMore = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
]);

/** A statement in the negative, or with a condition of another kind, is one the local cloud cannot judge: it is no such statement. */
export const Statement = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: v.optional(v.strictObject({ StringEquals: v.record(v.string(), oneOrMore) })),
});
export type Statement = v.InferOutput<typeof Statement>;

export interface Grant {
  /** The function with its role, as AWS names who asked. */
  readonly user: string;
  readonly statements: readonly Statement[];
}

/** What every function of the template may, by its short name. */
export type Grants = ReadonlyMap<string, Grant>;

/**
 * @param caller the function's short name; a caller that is no function of the template, such as a test, may do all.
 * @returns what AWS says of the first thing that is not allowed, or undefined when all of it is.
 */
export const findRefusal = (grants: Grants, caller: string, needs: readonly Need[]): string | undefined => {
  const grant = grants.get(caller);
  if (!grant) return undefined;
  const { user, statements } = grant;
  for (const { action, resource, context = {} } of needs) {
    const matching = statements.filter(
      ({ Action, Resource, Condition }) =>
        // IAM takes the case of an action for nothing, and that of a resource seriously.
        Action.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
        Resource.some((pattern) => fits(pattern, resource)) &&
        Object.entries(Condition?.StringEquals ?? {}).every(([key, values]) =>
          values.includes(context[key] ?? ''),
        ),
    );
    const asked = `User: ${user} is not authorized to perform: ${action} on resource: ${resource}`;
    if (matching.some(({ Effect }) => Effect === 'Deny'))
      return `${asked} with an explicit deny in an identity-based policy`;
    if (matching.length === 0) return `${asked} because no identity-based policy allows the ${action} action`;
  }
  return undefined;
};

export interface AccessOptions {
  readonly grants: Grants;
  readonly log: (line: string) => void;
}

/** The one place that says no to a function, and keeps what it said no to. */
export const createAccess = ({ grants, log }: AccessOptions) => {
  const refusals: string[] = [];
  const note = (refusal: string) => {
    refusals.push(refusal);
    log(`AccessDeniedException: ${refusal}`);
  };
  return {
    grants,
    /** What was refused so far, oldest first. */
    refusals: refusals as readonly string[],
    note,
    /** As findRefusal; a call that nobody signed is a test's. */
    refuse(caller: string | undefined, needs: readonly Need[]): string | undefined {
      const refusal = caller === undefined ? undefined : findRefusal(grants, caller, needs);
      if (refusal) note(refusal);
      return refusal;
    },
  };
};
export type Access = ReturnType<typeof createAccess>;

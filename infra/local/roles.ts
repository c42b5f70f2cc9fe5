// What the role of each function allows, read from the template. Decides nothing.
import * as v from 'valibot';
import { type Grant, type Grants, Statement } from './access.ts';
import type { Interpreter, ResourceText } from './template.ts';
import { userError } from './user-error.ts';

const Document = v.object({ Statement: v.array(v.unknown()) });
const Inline = v.array(v.object({ PolicyDocument: Document }));
const Attached = v.object({ Roles: v.optional(v.array(v.string()), []), PolicyDocument: v.unknown() });

/**
 * @param functions those that run here; the roles of others are not looked at.
 * @throws a userError for a policy the local cloud cannot judge. A function without a role may do nothing.
 */
export const readGrants = (
  { resources, resolve }: Interpreter,
  functions: readonly { readonly name: string; readonly role: string | undefined }[],
): Grants => {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const roles = ofType('AWS::IAM::Role').map((role) => ({
    role,
    arn: String(resolve({ 'Fn::GetAtt': [role.id, 'Arn'] })),
  }));
  const attached = ofType('AWS::IAM::Policy').map(({ id, properties }) => ({
    id,
    ...v.parse(Attached, { ...properties, Roles: resolve(properties.Roles) }),
  }));

  const statementsOf = (role: ResourceText): Statement[] => {
    if (role.properties.ManagedPolicyArns !== undefined)
      throw userError(`The local cloud cannot judge the managed policies of ${role.id}; write what it may.`);
    const name = String(resolve({ Ref: role.id }));
    const own = v.parse(v.optional(Inline, []), resolve(role.properties.Policies));
    const added = attached
      .filter(({ Roles }) => Roles.includes(name))
      .map(({ PolicyDocument }) => ({ PolicyDocument: v.parse(Document, resolve(PolicyDocument)) }));
    return [...own, ...added]
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .map((statement) => judgeable(role.id, statement));
  };

  const grantOf = (name: string, roleArn: string | undefined): Grant => {
    const found = roles.find(({ arn }) => arn === roleArn)?.role;
    const account = String(resolve({ Ref: 'AWS::AccountId' }));
    return {
      user: `arn:aws:sts::${account}:assumed-role/${found?.id ?? 'none'}/${name}`,
      statements: found ? statementsOf(found) : [],
    };
  };

  return new Map(functions.map(({ name, role }) => [name, grantOf(name, role)]));
};

const judgeable = (role: string, statement: unknown): Statement => {
  const parsed = v.safeParse(Statement, statement);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw userError(
    `The local cloud cannot judge a statement of ${role}: ${v.getDotPath(issue) ?? ''} ${issue.message}.`,
  );
};

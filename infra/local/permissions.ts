// Whether everything that calls a function has the function's leave, as AWS asks at each call; here once, at the start. Calls nothing.
import * as v from 'valibot';
import type { ApiModel } from './api-model.ts';
import type { Interpreter } from './template.ts';
import { userError } from './user-error.ts';
import { fits } from './wildcard.ts';

const Permission = v.object({
  Action: v.string(),
  FunctionName: v.string(),
  Principal: v.string(),
  SourceArn: v.optional(v.string()),
});

export interface Invoker {
  /** Such as `events.amazonaws.com`. */
  readonly principal: string;
  readonly arn: string;
  readonly functionArn: string;
}

/** @throws a userError that names the first caller without leave. */
export const refuseUninvited = ({ resources, resolve }: Interpreter, callers: readonly Invoker[]): void => {
  const permissions = resources
    .filter(({ type }) => type === 'AWS::Lambda::Permission')
    .map(({ properties }) => v.parse(Permission, resolve(properties)));
  const isInvited = ({ principal, arn, functionArn }: Invoker) =>
    permissions.some(
      ({ Action, FunctionName, Principal, SourceArn = '*' }) =>
        Action === 'lambda:InvokeFunction' &&
        FunctionName === functionArn &&
        Principal === principal &&
        fits(SourceArn, arn),
    );
  const uninvited = callers.find((caller) => !isInvited(caller));
  if (uninvited)
    throw userError(
      `The template lets ${uninvited.arn} call ${uninvited.functionArn}, which does not allow it.`,
    );
};

/** What calls functions for an API: its routes and its authorizers. */
export const callersOfApi = (
  { id, protocol, stage, routes }: ApiModel,
  { region, account }: { region: string; account: string },
): Invoker[] => {
  const api = `arn:aws:execute-api:${region}:${account}:${id}`;
  const principal = 'apigateway.amazonaws.com';
  return routes.flatMap(({ key, functionArn, authorizer }) => {
    // `GET /a/{b}` is called as GET/a/{b}; a route of a socket by its name.
    const path = protocol === 'HTTP' ? key.replace(' ', '') : key;
    return [
      { principal, functionArn, arn: `${api}/${stage}/${path}` },
      ...(authorizer
        ? [{ principal, functionArn: authorizer.functionArn, arn: `${api}/authorizers/${authorizer.id}` }]
        : []),
    ];
  });
};

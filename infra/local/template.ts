// Works out a CloudFormation template: parameters, conditions, intrinsic functions. Independent of resource types: it is given what `Ref` and `Fn::GetAtt` of one stand for.
import * as v from 'valibot';
import { userError } from './user-error.ts';

const Resource = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
  Condition: v.optional(v.string()),
});

export const Template = v.object({
  Parameters: v.optional(v.record(v.string(), v.object({ Default: v.optional(v.unknown()) })), {}),
  Mappings: v.optional(v.record(v.string(), v.record(v.string(), v.record(v.string(), v.unknown()))), {}),
  Conditions: v.optional(v.record(v.string(), v.unknown()), {}),
  Resources: v.record(v.string(), Resource),
});
export type Template = v.InferOutput<typeof Template>;

export interface ResourceText {
  readonly id: string;
  readonly type: string;
  /** As the template has them, intrinsics and all. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What `Ref` and `Fn::GetAtt` of a resource give. */
export interface ResourceValues {
  ref(resource: ResourceText): string;
  /** @returns undefined when the type has no such attribute. */
  attribute(resource: ResourceText, name: string): string | undefined;
}

export interface Pseudo {
  readonly region: string;
  readonly account: string;
  readonly stack: string;
}

export interface Interpreter {
  readonly resources: readonly ResourceText[];
  /** The value with every intrinsic worked out. @throws a userError for one it does not know. */
  resolve(value: unknown): unknown;
}

const NO_VALUE = Symbol('AWS::NoValue');
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const createInterpreter = (
  template: Template,
  pseudo: Pseudo,
  values: ResourceValues,
): Interpreter => {
  const pseudoValues = new Map<string, unknown>([
    ['AWS::AccountId', pseudo.account],
    ['AWS::Region', pseudo.region],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', pseudo.stack],
    ['AWS::StackId', `arn:aws:cloudformation:${pseudo.region}:${pseudo.account}:stack/${pseudo.stack}/local`],
    ['AWS::NotificationARNs', []],
    ['AWS::NoValue', NO_VALUE],
  ]);

  const resourceOf = (id: string): ResourceText => {
    const found = template.Resources[id];
    if (!found) throw userError(`The template refers to ${id}, which it does not have.`);
    return { id, type: found.Type, properties: found.Properties };
  };

  const ref = (name: string): unknown => {
    if (pseudoValues.has(name)) return pseudoValues.get(name);
    const parameter = template.Parameters[name];
    if (!parameter) return values.ref(resourceOf(name));
    if (parameter.Default === undefined) throw userError(`The template's parameter ${name} has no default.`);
    return parameter.Default;
  };

  const attribute = (id: string, name: string): string => {
    const resource = resourceOf(id);
    const value = values.attribute(resource, name);
    if (value !== undefined) return value;
    throw userError(`The local cloud does not know the attribute ${name} of ${resource.type} (${id}).`);
  };

  const substitute = (text: string, own: Fields): string =>
    text.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in own) return String(own[name]);
      const [id = name, ...rest] = name.split('.');
      return String(rest.length > 0 ? attribute(id, rest.join('.')) : ref(name));
    });

  const condition = (value: unknown): boolean => {
    if (typeof value === 'boolean') return value;
    const [name, argument] = intrinsicOf(value) ?? [];
    const parts = () => list(argument).map(condition);
    switch (name) {
      case 'Condition':
        return namedCondition(String(argument));
      case 'Fn::And':
        return parts().every(Boolean);
      case 'Fn::Or':
        return parts().some(Boolean);
      case 'Fn::Not':
        return !parts()[0];
      case 'Fn::Equals': {
        const [left, right] = list(argument).map(resolve);
        return JSON.stringify(left) === JSON.stringify(right);
      }
      default:
        throw unknownIntrinsic(name ?? JSON.stringify(value));
    }
  };

  const namedCondition = (name: string): boolean => {
    if (!(name in template.Conditions)) throw userError(`The template has no condition named ${name}.`);
    return condition(template.Conditions[name]);
  };

  const intrinsic = (name: string, argument: unknown): unknown => {
    switch (name) {
      case 'Ref':
        return ref(String(argument));
      case 'Fn::GetAtt': {
        const [id = '', ...rest] =
          typeof argument === 'string' ? argument.split('.') : list(argument).map(resolve);
        return attribute(String(id), rest.join('.'));
      }
      case 'Fn::Join': {
        const [separator, parts] = list(argument);
        return list(resolve(parts)).join(String(separator));
      }
      case 'Fn::Sub': {
        const [text, own = {}] = typeof argument === 'string' ? [argument] : list(argument);
        const values = resolve(own);
        return substitute(String(text), isFields(values) ? values : {});
      }
      case 'Fn::Select': {
        const [index, parts] = list(argument).map(resolve);
        return list(parts)[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = list(argument).map(resolve);
        return String(text).split(String(separator));
      }
      case 'Fn::If': {
        const [name, yes, no] = list(argument);
        return resolve(namedCondition(String(name)) ? yes : no);
      }
      case 'Fn::FindInMap': {
        const [map, first, second] = list(argument).map((part) => String(resolve(part)));
        return template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
      }
      case 'Fn::Base64':
        return Buffer.from(String(resolve(argument))).toString('base64');
      default:
        throw unknownIntrinsic(name);
    }
  };

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((part) => part !== NO_VALUE);
    if (!isFields(value)) return value;
    const found = intrinsicOf(value);
    // A field called Condition is an intrinsic only where a condition is expected; policies have one too.
    if (found && found[0] !== 'Condition') return intrinsic(...found);
    const entries = Object.entries(value).map(([name, part]): [string, unknown] => [name, resolve(part)]);
    return Object.fromEntries(entries.filter(([, part]) => part !== NO_VALUE));
  };

  const resources = Object.entries(template.Resources)
    .filter(([, { Condition: name }]) => name === undefined || namedCondition(name))
    .map(([id]) => resourceOf(id));

  return { resources, resolve };
};

const intrinsicOf = (value: unknown): [name: string, argument: unknown] | undefined => {
  if (!isFields(value)) return undefined;
  const [first, ...rest] = Object.entries(value);
  if (!first || rest.length > 0) return undefined;
  return /^(Ref|Condition|Fn::.*)$/.test(first[0]) ? first : undefined;
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const unknownIntrinsic = (name: string) =>
  userError(`The template uses ${name}, which the local cloud does not know.`);

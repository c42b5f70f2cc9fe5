// The shape of a schema as plain data, so that the protocol of a release can be kept, and whether one side's words fit the other's. Independent of any action.

export type Shape =
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Field>> }
  | { readonly kind: 'array'; readonly item: Shape }
  | { readonly kind: 'one of'; readonly words: readonly unknown[] }
  | { readonly kind: 'variant'; readonly key: string; readonly options: Readonly<Record<string, Shape>> }
  | { readonly kind: 'text'; readonly most?: number; readonly pattern?: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'any' };
export interface Field {
  readonly shape: Shape;
  readonly optional?: true;
}

/** The parts of a valibot schema that say what it accepts. */
interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly key?: string;
  readonly options?: readonly unknown[];
  readonly item?: Schema;
  /** Of a tuple. */
  readonly items?: readonly Schema[];
  readonly wrapped?: Schema;
  readonly literal?: unknown;
  readonly pipe?: readonly Schema[];
  readonly requirement?: unknown;
}

const isOptional = ({ type }: Schema) => ['optional', 'exact_optional', 'nullish'].includes(type);

/** @param given a schema of the tables. @throws for a kind of schema that cannot be kept. */
export const shapeOf = (given: unknown): Shape => {
  // The library types a schema by what comes out of it; its parts are plain data all the same.
  const schema = given as Schema;
  switch (schema.type) {
    case 'object':
    case 'loose_object':
    case 'strict_object':
      return {
        kind: 'object',
        fields: Object.fromEntries(
          Object.entries(schema.entries ?? {}).map(([name, field]): [string, Field] => [
            name,
            { shape: shapeOf(field), ...(isOptional(field) && { optional: true }) },
          ]),
        ),
      };
    case 'array':
      return { kind: 'array', item: shapeOf(schema.item) };
    case 'tuple':
      return {
        kind: 'object',
        fields: Object.fromEntries(
          (schema.items ?? []).map((item, place): [string, Field] => [`${place}`, { shape: shapeOf(item) }]),
        ),
      };
    case 'optional':
    case 'exact_optional':
    case 'nullable':
    case 'nullish':
      return shapeOf(schema.wrapped);
    case 'literal':
      return { kind: 'one of', words: [schema.literal] };
    case 'picklist':
      return { kind: 'one of', words: schema.options ?? [] };
    case 'variant': {
      const key = schema.key ?? '';
      const options = (schema.options ?? []).map((option): [string, Shape] => {
        const tag = (option as Schema).entries?.[key];
        return [String(tag?.literal), shapeOf(option)];
      });
      return { kind: 'variant', key, options: Object.fromEntries(options) };
    }
    case 'string':
      return textShape(schema);
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'union':
    case 'record':
    case 'unknown':
    case 'null':
    case 'custom':
      return { kind: 'any' };
    default:
      throw new Error(`the shape of ${schema.type} is not known`);
  }
};

/** A pipe may begin with another. */
const partsOf = ({ pipe = [] }: Schema): readonly Schema[] =>
  pipe.flatMap((part) => (part.pipe ? partsOf(part) : [part]));

const textShape = (schema: Schema): Shape => {
  const requirementOf = (wanted: string) => partsOf(schema).find(({ type }) => type === wanted)?.requirement;
  const most = requirementOf('max_length');
  const pattern = requirementOf('regex');
  return {
    kind: 'text',
    ...(typeof most === 'number' && { most }),
    ...(pattern instanceof RegExp && { pattern: pattern.source }),
  };
};

/** The shape without what `isNewer`: tags of variants, and words. */
export const without = (shape: Shape, isNewer: (word: string) => boolean): Shape => {
  switch (shape.kind) {
    case 'object':
      return {
        ...shape,
        fields: Object.fromEntries(
          Object.entries(shape.fields).map(([name, field]) => [
            name,
            { ...field, shape: without(field.shape, isNewer) },
          ]),
        ),
      };
    case 'array':
      return { ...shape, item: without(shape.item, isNewer) };
    case 'one of':
      return { ...shape, words: shape.words.filter((word) => !isNewer(String(word))) };
    case 'variant':
      return {
        ...shape,
        options: Object.fromEntries(
          Object.entries(shape.options)
            .filter(([tag]) => !isNewer(tag))
            .map(([tag, option]) => [tag, without(option, isNewer)]),
        ),
      };
    default:
      return shape;
  }
};

/** Why `reader` would not take everything that `writer` writes; empty when it does. Fields it does not know, it ignores. */
export const misfits = (reader: Shape, writer: Shape, path = ''): readonly string[] => {
  if (reader.kind === 'any' || writer.kind === 'any') return [];
  if (reader.kind !== writer.kind) return [`${path} is ${writer.kind}, read as ${reader.kind}`];
  switch (reader.kind) {
    case 'object': {
      const { fields } = writer as Extract<Shape, { kind: 'object' }>;
      return Object.entries(reader.fields).flatMap(([name, { shape, optional }]) => {
        const field = fields[name];
        if (!field || (field.optional && !optional)) {
          return optional ? [] : [`${path}.${name} is needed and ${field ? 'may be missing' : 'is gone'}`];
        }
        return misfits(shape, field.shape, `${path}.${name}`);
      });
    }
    case 'array':
      return misfits(reader.item, (writer as typeof reader).item, `${path}[]`);
    case 'one of': {
      const unknown = (writer as typeof reader).words.filter((word) => !reader.words.includes(word));
      return unknown.length > 0 ? [`${path} may be ${unknown.join(', ')}, which is not known`] : [];
    }
    case 'variant':
      return Object.entries((writer as typeof reader).options).flatMap(([tag, option]) => {
        const known = reader.options[tag];
        return known ? misfits(known, option, `${path}<${tag}>`) : [`${path}<${tag}> is not known`];
      });
    case 'text': {
      const text = writer as typeof reader;
      if (reader.pattern !== undefined && reader.pattern !== text.pattern)
        return [`${path} has to look like ${reader.pattern}`];
      return (reader.most ?? Number.POSITIVE_INFINITY) < (text.most ?? Number.POSITIVE_INFINITY)
        ? [`${path} may be at most ${reader.most} long`]
        : [];
    }
    case 'number':
    case 'boolean':
      return [];
    default:
      return reader satisfies never;
  }
};

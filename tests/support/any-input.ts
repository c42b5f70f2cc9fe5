// Makes an input that a schema of the tables accepts, with texts a test chooses. Independent of any action or route.

/** The parts of a valibot schema that say what it accepts. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly options?: readonly unknown[];
  readonly item?: Shape;
  /** Of a tuple. */
  readonly items?: readonly Shape[];
  readonly wrapped?: Shape;
  readonly literal?: unknown;
  readonly pipe?: readonly Shape[];
  readonly requirement?: unknown;
}

export interface Known {
  /** Values by the name of the field, for what has to exist. */
  readonly values: Readonly<Record<string, unknown>>;
  /** A text for a field that may be any. */
  readonly text: (field: string) => string;
}

/** @returns a value for every field, optional ones too; of a union, its first. */
export const anyInput = (schema: unknown, known: Known, field = ''): unknown => {
  // The library types a schema by what comes out of it; its parts are plain data all the same.
  const shape = schema as Shape;
  if (field in known.values) return known.values[field];
  switch (shape.type) {
    case 'object':
    case 'loose_object':
    case 'strict_object':
      return Object.fromEntries(
        Object.entries(shape.entries ?? {}).map(([name, part]) => [name, anyInput(part, known, name)]),
      );
    case 'array':
      return shape.item ? [anyInput(shape.item, known, field)] : [];
    case 'tuple':
      return (shape.items ?? []).map((item) => anyInput(item, known, field));
    case 'optional':
    case 'exact_optional':
    case 'nullable':
    case 'nullish':
      return anyInput(shape.wrapped, known, field);
    case 'literal':
      return shape.literal;
    case 'picklist':
      return shape.options?.[0];
    case 'union':
    case 'variant':
      return anyInput(shape.options?.[0], known, field);
    case 'number':
      return numberFor(shape);
    case 'boolean':
      return true;
    case 'string':
      return textFor(shape, known.text(field));
    default:
      return undefined;
  }
};

/** A pipe may begin with another. */
const partsOf = ({ pipe = [] }: Shape): readonly Shape[] =>
  pipe.flatMap((part) => (part.pipe ? partsOf(part) : [part]));

const limitOf = (shape: Shape, type: string): unknown =>
  partsOf(shape).find((part) => part.type === type)?.requirement;

const numberFor = (shape: Shape): number => Number(limitOf(shape, 'min_value') ?? 1);

/** Of every look the tables ask for: ids, numbers, dates, months, cursors. */
const SAMPLES = [
  'A'.repeat(22),
  'A'.repeat(8),
  '1',
  '2026-11-22',
  '2026-11',
  `1795000000000.${'A'.repeat(22)}`,
  'a',
  'A'.repeat(43),
  'A'.repeat(44),
  '#006644',
] as const;

const textFor = (shape: Shape, text: string): string => {
  const pattern = limitOf(shape, 'regex');
  if (pattern instanceof RegExp && !pattern.test(text)) {
    const fitToMessage = SAMPLES.find((each) => pattern.test(each));
    if (fitToMessage !== undefined) return fitToMessage;
  }
  const most = limitOf(shape, 'max_length');
  return typeof most === 'number' ? text.slice(0, most) : text;
};

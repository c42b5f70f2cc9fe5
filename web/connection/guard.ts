// Whether a value from outside is what it should be. By hand: the schema library would weigh as much as all views together. Pure.

/** An example of what matches, or a test of it. */
export type Shape =
  | string
  | number
  | boolean
  | ((value: unknown) => boolean)
  | { readonly [name: string]: Shape };

export const matches = (value: unknown, shape: Shape): boolean => {
  if (typeof shape === 'function') return shape(value);
  if (typeof shape !== 'object') return typeof value === typeof shape;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(shape).every(([name, inner]) => matches(Reflect.get(value, name), inner))
  );
};

export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || matches(value, shape);

/** One of a union whose members are told apart by `tag`. */
export const oneOf =
  (tag: string, shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    Object.entries(shapes).some(
      ([name, shape]) => matches(value, { [tag]: (is) => is === name }) && matches(value, shape),
    );

export const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every((item) => matches(item, shape));

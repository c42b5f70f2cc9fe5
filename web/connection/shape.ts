// Whether a value from outside is what it should be. By hand: the schema library would weigh as much as all views together. Pure.

/** An example of what fits, or a test of it. */
export type Shape =
  | string
  | number
  | boolean
  | ((value: unknown) => boolean)
  | { readonly [name: string]: Shape };

export const fits = (value: unknown, shape: Shape): boolean => {
  if (typeof shape === 'function') return shape(value);
  if (typeof shape !== 'object') return typeof value === typeof shape;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(shape).every(([name, inner]) => fits(Reflect.get(value, name), inner))
  );
};

export const maybe =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || fits(value, shape);

export const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every((item) => fits(item, shape));

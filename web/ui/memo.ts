// A component that is drawn again only when something it is given has changed: for the rows of a long list.
import type { Component, VNode } from 'preact';

type Props = Readonly<Record<string, unknown>>;

const isProps = (value: unknown): value is Props => typeof value === 'object' && value !== null;

/** The same, or with the same in every field, `depth` levels down. */
const isSame = (a: unknown, b: unknown, depth: number): boolean =>
  a === b ||
  (depth > 0 &&
    isProps(a) &&
    isProps(b) &&
    Object.keys({ ...a, ...b }).every((name) => isSame(a[name], b[name], depth - 1)));

/**
 * @param draw reads no signal: a change of one would not draw it again.
 * @returns the component; an object among its props counts as the same when its fields are.
 */
export const memo = <P extends object>(draw: (props: P) => VNode) =>
  function Kept(this: Component<P>, props: P): VNode {
    this.shouldComponentUpdate = (next) => !isSame(this.props, next, 2);
    return draw(props);
  };

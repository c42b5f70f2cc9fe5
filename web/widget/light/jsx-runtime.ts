// What the chat uses of Preact, in its place when the chat is built (web/build/chat.ts): makes JSX into elements. Knows no chat.
// Components are plain functions without state or hooks; who wants another picture draws the whole of it again.

type Child = Drawing | readonly Child[] | string | number | boolean | null | undefined;
type Props = Readonly<Record<string, unknown>> & { readonly children?: Child; readonly ref?: Ref };
type Ref = (node: Node) => unknown;
type Component = (props: Props) => Child;

/** An element as it is to be. */
interface Drawing {
  readonly tag: string;
  readonly props: Props;
  readonly key: string | number | undefined;
}

/** A node on the page, and what it was last drawn from. */
interface Drawn {
  readonly node: Element | Text;
  from: Drawing | string;
  inside: Inside;
  undo?: unknown;
}
type Inside = ReadonlyMap<string, Drawn>;

interface Arrival {
  readonly drawn: Drawn;
  readonly ref: Ref;
}

const SVG = 'http://www.w3.org/2000/svg';
const nothing: Inside = new Map();

export const jsx = (type: string | Component, props: Props, key?: string | number): Child => {
  if (typeof type === 'string') return { tag: type, props, key };
  const child = type(props);
  return isDrawing(child) ? { ...child, key: key ?? child.key } : child;
};
export { jsx as jsxs };

export const Fragment: Component = ({ children }) => children;

const isDrawing = (child: Child): child is Drawing =>
  typeof child === 'object' && child !== null && 'tag' in child;

/**
 * Gives the way to draw inside `parent`: each time only what differs from the time before is touched. A `ref` is
 * called once, when its element is on the page; what it returns is called when the element is about to go.
 */
export const createCanvas = (parent: Element): ((content: unknown) => void) => {
  let inside = nothing;
  return (content) => {
    const arrived: Arrival[] = [];
    // What JSX makes when the build lets it call the function above.
    inside = fill(parent, inside, content as Child, arrived);
    for (const { drawn, ref } of arrived) drawn.undo = ref(drawn.node);
  };
};

const fill = (parent: Element, before: Inside, content: Child, arrived: Arrival[]): Inside => {
  const wanted = new Map<string, Drawing | string>();
  name(content, '', wanted);
  for (const [id, drawn] of before)
    if (!wanted.has(id)) {
      leave(drawn);
      drawn.node.remove();
    }
  let place = parent.firstChild;
  const after = new Map<string, Drawn>();
  for (const [id, from] of wanted) {
    const drawn = before.get(id) ?? create(parent, from, arrived);
    update(drawn, from, arrived);
    after.set(id, drawn);
    if (drawn.node === place) place = place.nextSibling;
    else parent.insertBefore(drawn.node, place);
  }
  return after;
};

/** Flattens the children, each under a name by which it is found again: its key or its place, and its tag. */
const name = (child: Child, id: string, named: Map<string, Drawing | string>): void => {
  if (Array.isArray(child))
    for (const [place, one] of child.entries())
      name(one, `${id}/${(isDrawing(one) && one.key) || place}`, named);
  else if (isDrawing(child)) named.set(`${id}/${child.tag}`, child);
  else if (child != null && typeof child !== 'boolean') named.set(id, String(child));
};

const create = (parent: Element, from: Drawing | string, arrived: Arrival[]): Drawn => {
  if (typeof from === 'string') return { node: new Text(from), from, inside: nothing };
  const namespace = from.tag === 'svg' ? SVG : parent.namespaceURI;
  const drawn: Drawn = {
    node: document.createElementNS(namespace, from.tag),
    from: { ...from, props: {} },
    inside: nothing,
  };
  const { ref } = from.props;
  if (ref) arrived.push({ drawn, ref });
  return drawn;
};

const update = (drawn: Drawn, from: Drawing | string, arrived: Arrival[]): void => {
  const { node, from: before } = drawn;
  if (from === before) return;
  drawn.from = from;
  if (node instanceof Text) node.data = String(from);
  else if (typeof from === 'object' && typeof before === 'object') {
    drawn.inside = fill(node, drawn.inside, from.props.children, arrived);
    for (const key in { ...before.props, ...from.props })
      setProp(node, key, from.props[key], before.props[key]);
  }
};

const setProp = (node: Element, key: string, value: unknown, before: unknown): void => {
  const properties = node as Element & Record<string, unknown>;
  // What was typed since counts too.
  if (key === 'value') {
    if (properties[key] !== value) properties[key] = value;
  } else if (value === before || key === 'children' || key === 'ref') return;
  else if (key.startsWith('on')) properties[key.toLowerCase()] = value;
  // As in HTML: `aria-busy="false"` says something, `readonly="false"` would be true.
  else if (value == null || (value === false && !key.includes('-'))) node.removeAttribute(key);
  else node.setAttribute(key, String(value));
};

const leave = (drawn: Drawn): void => {
  if (typeof drawn.undo === 'function') drawn.undo();
  for (const child of drawn.inside.values()) leave(child);
};

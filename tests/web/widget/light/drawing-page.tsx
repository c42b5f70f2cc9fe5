// A page on which the same content is drawn by the chat's own drawing and by Preact, for drawing.test.ts to compare in a browser.
import { h, render } from 'preact';
import { createCanvas, Fragment, jsx, jsxs } from '../../../../web/widget/light/jsx-runtime.ts';

/** Content as data. */
export type Content =
  | string
  | number
  | boolean
  | null
  | readonly Content[]
  | { readonly tag: string; readonly key?: string; readonly props: object; readonly children: Content };

const isElement = (content: Content): content is Extract<Content, { tag: string }> =>
  typeof content === 'object' && content !== null && 'tag' in content;

const light = (content: Content): unknown => {
  if (!isElement(content)) return Array.isArray(content) ? content.map(light) : content;
  const children = light(content.children);
  const make = Array.isArray(children) ? jsxs : jsx;
  return Reflect.apply(make, undefined, [content.tag, { ...content.props, children }, content.key]);
};

const preact = (content: Content): preact.ComponentChild => {
  if (Array.isArray(content)) return content.map(preact);
  if (!isElement(content)) return typeof content === 'object' ? null : content;
  return h(content.tag, { ...content.props, key: content.key }, preact(content.children));
};

/** Without what nobody sees: in how many nodes a text is, in which order attributes were set. */
const looksLike = (a: Element, b: Element) => {
  const [one, other] = [a.cloneNode(true), b.cloneNode(true)];
  one.normalize();
  other.normalize();
  return one.isEqualNode(other);
};

/** Draws one after the other in the same place, by both, and gives the HTML of both wherever it is not the same. */
const compare = (contents: readonly Content[]) => {
  const ours = document.body.appendChild(document.createElement('div'));
  const theirs = document.body.appendChild(document.createElement('div'));
  const draw = createCanvas(ours);
  const different = contents.flatMap((content) => {
    draw(light(content));
    render(preact(content), theirs);
    return looksLike(ours, theirs) ? [] : [ours.innerHTML, theirs.innerHTML];
  });
  draw(null);
  const isEmpty = ours.innerHTML === '';
  ours.remove();
  theirs.remove();
  return { different, isEmpty };
};

Object.assign(globalThis, { compare, createCanvas, jsx, Fragment });

// The style of this part, once for each document or shadow root that has something of it.
import css from './files.css?inline';

const sheets = new WeakMap<DocumentOrShadowRoot, CSSStyleSheet>();

export const adopt = (element: Element | null): void => {
  const root = element?.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot) || sheets.has(root)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(root, sheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

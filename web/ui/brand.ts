// The deployment's own name and face, put on before a page is drawn (S130): no page is seen in another colour first.
import { request } from './api.ts';
import type { UiTexts } from './types.ts';

/**
 * @param loading the page's texts, which it waits for anyway.
 * @returns them under the deployment's name; as they are where it has none, or where no answer comes.
 */
export const withBrand = async <T extends { readonly ui: UiTexts }>(loading: Promise<T>): Promise<T> => {
  const [texts, answer] = await Promise.all([loading, request('GET /api/brand', {})]);
  const { name, css } = 'ok' in answer ? answer.ok : {};
  if (css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }
  return name ? { ...texts, ui: { ...texts.ui, product: name } } : texts;
};

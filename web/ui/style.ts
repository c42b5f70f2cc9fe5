// Style that comes with a part that is fetched later, and goes with it. Independent of any part.
import { useLayoutEffect } from 'preact/hooks';

/** Puts it behind the style of the document; the CSP lets a script do this, and no `<style>`. Returns the way to take it away. */
export const addStyle = (css: string): (() => void) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
};

export const useStyle = (css: string): void => useLayoutEffect(() => addStyle(css), [css]);

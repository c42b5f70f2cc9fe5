// One screen in every look: light and dark, wide and on a phone; accessible, and nothing of it outside the screen. Independent of any page of the product.
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { screenshot } from './browser.ts';

export const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 640 };
const ALL = {
  type: 'tag' as const,
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'],
};
/** The rules about colours: the other theme differs in nothing else. */
const OF_COLOURS = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };
type Rules = typeof ALL | typeof OF_COLOURS;

/** Anything that keeps a person from using the page as it is now; `what` tells where. */
const findFaults = async (page: Page, what: string, rules: Rules = ALL): Promise<string[]> => {
  await settle(page);
  const { violations } = await runRules(page, rules);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${what}: ${id} ${html}`));
};

/**
 * Violations of WCAG 2.2 AA in either theme, and text that is cut off or outside the screen, wide or on a phone.
 * Leaves the page as it was: wide and light.
 * @param name of its pictures.
 * @param options.onPhone whether the page is another one on a phone, to be looked at as closely there.
 */
export const lookAt = async (page: Page, name: string, { onPhone = false } = {}): Promise<string[]> => {
  const faults: string[] = [];
  const shoot = (look: string) => screenshot(page, `${name}-${look}`);
  for (const [colorScheme, rules] of [
    ['light', ALL],
    ['dark', OF_COLOURS],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    faults.push(...(await findFaults(page, `${name} ${colorScheme}`, rules)));
    await shoot(colorScheme);
  }
  faults.push(...(await findCut(page, `${name} wide`)));
  await page.setViewportSize(PHONE);
  if (onPhone) faults.push(...(await findFaults(page, `${name} on a phone`)));
  faults.push(...(await findCut(page, `${name} on a phone`)));
  await shoot('dark-phone');
  await page.emulateMedia({ colorScheme: 'light' });
  await shoot('light-phone');
  await page.setViewportSize(WIDE);
  return faults;
};

/** Half a megabyte of rules: brought into a page that is there already it takes longer than they do. */
export const carryRules = (context: BrowserContext): Promise<unknown> =>
  // A window that is opened keeps what its first, empty page had, which is not about the page it shows.
  context.addInitScript(`if (location.href !== 'about:blank') { ${axe.source} }`);

const runRules = async (page: Page, runOnly: Rules): Promise<axe.AxeResults> => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate((options) => Reflect.get(globalThis, 'axe').run(options), {
    runOnly,
    resultTypes: ['violations' as const],
  });
};

/** Colours fade, also for whoever asked for less motion, if only for a moment; and a page lays itself out for another width. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
    const roots = [document, ...Array.from(document.querySelectorAll('*'), (host) => host.shadowRoot)];
    for (const fade of roots.flatMap((root) => root?.getAnimations() ?? []))
      if (fade instanceof CSSTransition) fade.finish();
  });

/** Text outside the screen or cut off by what it stands in, and a page that scrolls sideways. */
export const findCut = async (page: Page, what: string): Promise<string[]> => {
  await settle(page);
  const found = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`scrolls ${scrollWidth - clientWidth} px sideways`] : [];
    const parentOf = (element: Element): Element | undefined => {
      const root = element.getRootNode();
      return element.parentElement ?? (root instanceof ShadowRoot ? root.host : undefined);
    };
    /** What of a text is lost, by the nearest thing that cuts or scrolls. */
    const lossOf = (text: DOMRect, element: Element): string | undefined => {
      for (let box: Element | undefined = element; box; box = parentOf(box)) {
        const style = getComputedStyle(box);
        if (style.clipPath !== 'none' || style.opacity === '0') return;
        if (/auto|scroll/.test(style.overflowX) && box !== document.documentElement) return;
        if (!/hidden|clip/.test(`${style.overflowX} ${style.overflowY}`)) continue;
        if (style.textOverflow === 'ellipsis') return;
        const { left, right, top, bottom } = box.getBoundingClientRect();
        // What scrolls up and down alone loses nothing there.
        const scrolls = /auto|scroll/.test(style.overflowY);
        const isBeside = text.left < left - 1 || text.right > right + 1;
        if (isBeside || (!scrolls && (text.top < top - 2 || text.bottom > bottom + 2)))
          return `cut off by <${box.tagName.toLowerCase()} class="${box.className}">`;
        if (scrolls) return;
      }
      return text.left < -1 || text.right > clientWidth + 1 ? 'outside the screen' : undefined;
    };
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        for (const node of element.childNodes) {
          if (!(node instanceof Text) || !node.data.trim()) continue;
          const range = document.createRange();
          range.selectNodeContents(node);
          const loss = [...range.getClientRects()].map((rect) => lossOf(rect, element)).find(Boolean);
          if (loss) found.push(`“${node.data.slice(0, 60)}” ${loss}`);
        }
      }
    };
    visit(document);
    return found;
  });
  return found.map((fault) => `${what}: ${fault}`);
};

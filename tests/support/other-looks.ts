// One screen in the looks that few people have: on paper, in a few forced colours, on a phone on its side, with a mouse. Knows parts of the product only by what they are for.
import type { Page } from 'playwright-core';
import { screenshot } from './browser.ts';
import { findCut, settle, WIDE } from './looks.ts';

/** The narrowest and a usual phone, on their sides. */
const LANDSCAPES = [
  { width: 740, height: 360 },
  { width: 844, height: 390 },
];

/**
 * What keeps a person from using a screen who prints it, sees a few colours only, holds a phone on its side, or has a
 * mouse and so scrollbars that take room. Leaves the page as it was: wide and light.
 * @param name of its pictures.
 */
export const lookOtherwise = async (page: Page, name: string): Promise<string[]> => [
  ...(await findScrolling(page, `${name} wide`)),
  ...(await lookOnPaper(page, name)),
  ...(await lookInForcedColours(page, name)),
  ...(await lookOnItsSide(page, name)),
];

/** A desk, or a chat, that rolls its own header or reply box out of sight: only its parts may scroll. */
const findScrolling = async (page: Page, what: string): Promise<string[]> => {
  const found = await page.evaluate(() => {
    const roots = [document, ...Array.from(document.querySelectorAll('*'), (host) => host.shadowRoot)];
    const whole = [
      ...(document.querySelector('.desk') ? [document.documentElement] : []),
      ...roots.flatMap((root) => [...(root?.querySelectorAll('.desk, .chat-window, .window') ?? [])]),
    ];
    return whole
      .filter((one) => one.checkVisibility() && one.scrollHeight > one.clientHeight + 1)
      .map((one) => `<${one.tagName.toLowerCase()} class="${one.className}"> scrolls as a whole`);
  });
  return found.map((fault) => `${what}: ${fault}`);
};

/** Only content, whole, and nothing that lies over it on each sheet. */
const lookOnPaper = async (page: Page, name: string): Promise<string[]> => {
  await page.emulateMedia({ media: 'print' });
  await settle(page);
  const found = await page.evaluate(() => {
    const found: string[] = [];
    const tagOf = (one: Element) =>
      `<${one.tagName.toLowerCase()} class="${one.getAttribute('class') ?? ''}">`;
    const isPale = (one: Element) =>
      Math.min(...(getComputedStyle(one).color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)) > 140;
    const visit = (root: Document | ShadowRoot) => {
      for (const one of root.querySelectorAll('*')) {
        if (one.shadowRoot) visit(one.shadowRoot);
        if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const { position, clipPath, display } = getComputedStyle(one);
        const isEmpty = one.getBoundingClientRect().height === 0;
        if (clipPath !== 'none' || isEmpty) continue;
        const isOver =
          /fixed|sticky/.test(position) ||
          (position === 'absolute' && one instanceof HTMLElement && !one.offsetParent?.matches('li'));
        if (isOver) found.push(`${tagOf(one)} is ${position}`);
        // Grounds are not printed: what is light on dark would be light on paper.
        if ([...one.childNodes].some((node) => node instanceof Text && node.data.trim()) && isPale(one))
          found.push(`${tagOf(one)} is pale on paper`);
        if (one.matches('button, nav')) found.push(`${tagOf(one)} is for the hand`);
        if (
          !/inline|contents/.test(display) &&
          one.scrollHeight > one.clientHeight + 8 &&
          !one.matches('input, select, textarea, html, body, svg *')
        )
          found.push(`${tagOf(one)} is higher than its place by ${one.scrollHeight - one.clientHeight} px`);
      }
    };
    visit(document);
    const isShown = (root: Document | ShadowRoot): boolean =>
      [...root.querySelectorAll('h1, h2, p, li')].some((one) => one.checkVisibility()) ||
      [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && isShown(shadowRoot));
    if (!isShown(document)) found.push('prints nothing');
    return found;
  });
  await screenshot(page, `${name}-print`, { fullPage: true });
  await page.emulateMedia({ media: 'screen' });
  return found.map((fault) => `${name} on paper: ${fault}`);
};

/** Which one is chosen, pressed, current or there is told by more than a colour of the product's own. */
const lookInForcedColours = async (page: Page, name: string): Promise<string[]> => {
  await page.emulateMedia({ forcedColors: 'active' });
  await settle(page);
  const found = await page.evaluate(() => {
    const found: string[] = [];
    const ATTRIBUTES = ['aria-current', 'aria-pressed', 'aria-selected'];
    const isOn = (one: Element, attribute: string) => ![null, 'false'].includes(one.getAttribute(attribute));
    /** What is left of a look where the browser chooses the colours. */
    const looksOf = (one: Element) => {
      const style = getComputedStyle(one);
      const edges = [style.borderBottomStyle, style.borderBottomWidth, style.outlineStyle];
      return [style.textDecorationLine, style.forcedColorAdjust, ...edges].join(' ');
    };
    const visit = (root: Document | ShadowRoot) => {
      for (const host of root.querySelectorAll('*')) if (host.shadowRoot) visit(host.shadowRoot);
      for (const attribute of ATTRIBUTES)
        for (const on of root.querySelectorAll(`[${attribute}]`)) {
          if (!isOn(on, attribute) || !on.checkVisibility()) continue;
          const family = on.closest('nav, [role=group], [role=tablist], [role=listbox]') ?? on.parentElement;
          const off = [...(family?.querySelectorAll(on.localName) ?? [])].find(
            (one) =>
              one.className === on.className &&
              !isOn(one, attribute) &&
              (attribute === 'aria-current' || one.hasAttribute(attribute)),
          );
          if (off && looksOf(on) === looksOf(off))
            found.push(`${on.outerHTML.slice(0, 80)} looks like those that are not it`);
        }
      for (const one of root.querySelectorAll('.sign--good, .presence--here'))
        if (one.checkVisibility() && getComputedStyle(one, '::before').forcedColorAdjust !== 'none')
          found.push(`the dot of “${one.textContent}” is hollow, as of who is gone`);
    };
    visit(document);
    return found;
  });
  await screenshot(page, `${name}-forced`);
  await page.emulateMedia({ forcedColors: 'none' });
  return found.map((fault) => `${name} in forced colours: ${fault}`);
};

/** Where one writes is in sight, and everything to press can be reached. */
const lookOnItsSide = async (page: Page, name: string): Promise<string[]> => {
  const found: string[] = [];
  for (const size of LANDSCAPES) {
    const what = `${name} ${size.width}×${size.height}`;
    await page.setViewportSize(size);
    found.push(...(await findCut(page, what)), ...(await findOutOfReach(page, what)));
    await screenshot(page, `${name}-side-${size.width}`);
  }
  await page.setViewportSize(WIDE);
  return found;
};

const findOutOfReach = async (page: Page, what: string): Promise<string[]> => {
  const found = await page.evaluate(() => {
    const found: string[] = [];
    const isInSight = (one: Element) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const { clientWidth } = document.documentElement;
      return top >= -1 && bottom <= innerHeight + 1 && left >= -1 && right <= clientWidth + 1;
    };
    const parentOf = (one: Element): Element | undefined => {
      const root = one.getRootNode();
      return one.parentElement ?? (root instanceof ShadowRoot ? root.host : undefined);
    };
    /** Something around it scrolls, before anything that stands still on the screen. */
    const canBeReached = (one: Element) => {
      for (let box: Element | undefined = one; box; box = parentOf(box)) {
        const { position, overflowX, overflowY } = getComputedStyle(box);
        if (/auto|scroll/.test(overflowY) && box.scrollHeight > box.clientHeight) return true;
        if (/auto|scroll/.test(overflowX) && box.scrollWidth > box.clientWidth) return true;
        if (position === 'fixed') return false;
      }
      return document.documentElement.scrollHeight > innerHeight;
    };
    const visit = (root: Document | ShadowRoot) => {
      for (const one of root.querySelectorAll('*')) {
        if (one.shadowRoot) visit(one.shadowRoot);
        if (!one.matches('button, a[href], input, textarea, select')) continue;
        if (!one.checkVisibility({ visibilityProperty: true }) || one.matches('.visually-hidden, .skip-link'))
          continue;
        const name = one.getAttribute('aria-label') ?? one.textContent ?? '';
        const isWriting = one.closest('form.reply, form.composer') !== null;
        if (isInSight(one)) continue;
        if (isWriting) found.push(`“${name.slice(0, 40)}” ${one.localName} of the reply is not in sight`);
        else if (!canBeReached(one)) found.push(`“${name.slice(0, 40)}” cannot be reached`);
      }
    };
    visit(document);
    return found;
  });
  return found.map((fault) => `${what}: ${fault}`);
};

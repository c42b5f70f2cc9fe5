// A deployment's colours: none that cannot be read leaves, and the nearest that can is near.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBrand, NO_BRAND, toPageBrand } from '../../functions/domain/brand.ts';
import {
  brandStyle,
  canBeRead,
  contrast,
  LOGO_MAX_BYTES,
  leastContrast,
  logoKind,
  nearestReadable,
} from '../../shared/brand.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);
const theme = fc.constantFrom('light' as const, 'dark' as const);

describe('[S130] contrast', () => {
  it('is that of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#ffffff')).toBe(1);
  });

  it("the product's own colours can be read", () => {
    expect(canBeRead('#3450d1', 'light')).toBe(true);
    expect(canBeRead('#93a8ff', 'dark')).toBe(true);
  });

  it('there is always a nearest colour that can be read, which is itself if it can', () => {
    fc.assert(
      fc.property(colour, theme, (given, where) => {
        const nearest = nearestReadable(given, where);
        expect(leastContrast(nearest, where)).toBeGreaterThanOrEqual(4.5);
        if (canBeRead(given, where)) expect(nearest).toBe(given);
        expect(nearestReadable(nearest, where)).toBe(nearest);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['#ff0000', 'light', '#d70000'],
    ['#ffcc00', 'light', '#846a00'],
    ['#ffcc00', 'dark', '#ffcc00'],
    ['#e4007c', 'dark', '#ef64af'],
  ] as const)('%s in the %s becomes %s', (given, where, nearest) => {
    expect(nearestReadable(given, where)).toBe(nearest);
  });
});

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

const asLogo = (bytes: Buffer) => ({ bytes, base64: bytes.toString('base64') });

describe('[S130] a logo', () => {
  it.each([
    ['a PNG', png, 'image/png'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['a WebP', Buffer.from('RIFF....WEBPVP8 '), 'image/webp'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
    ['HTML', Buffer.from('<!doctype html>'), undefined],
    ['a GIF', Buffer.from('GIF89a'), undefined],
    ['a sound', Buffer.from('RIFF....WAVE'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ])('%s is by its bytes %s', (_, bytes, kind) => {
    expect(logoKind(bytes)).toBe(kind);
    const changed = changeBrand(NO_BRAND, { logo: asLogo(bytes) });
    if (kind)
      expect(changed).toMatchObject({ ok: { logo: `data:${kind};base64,${bytes.toString('base64')}` } });
    else expect(changed).toEqual({ error: { code: 'bad_logo' } });
  });

  it('has its bound', () => {
    const large = Buffer.concat([png, Buffer.alloc(LOGO_MAX_BYTES)]);
    expect(changeBrand(NO_BRAND, { logo: asLogo(large) })).toEqual({
      error: { code: 'too_large' },
    });
  });
});

describe('[S130] a brand', () => {
  const colours = { light: '#006644', dark: '#66ddaa' };

  it('changes what is given and nothing else; null gives the product back', () => {
    const one = changeBrand(NO_BRAND, {
      name: '  Gemeente  Voorbeeld ',
      colours,
      logo: asLogo(png),
    });
    if (!('ok' in one)) throw new Error('refused');
    expect(one.ok).toMatchObject({ name: 'Gemeente Voorbeeld', colours });
    expect(changeBrand(one.ok, {})).toEqual(one);
    expect(changeBrand(one.ok, { name: '', colours: null, logo: null })).toEqual({
      ok: { name: '', colours: undefined, logo: undefined, rev: 0 },
    });
    expect(toPageBrand(NO_BRAND)).toEqual({});
  });

  it('is refused with the nearest colour, and the theme it is about', () => {
    expect(changeBrand(NO_BRAND, { colours: { ...colours, dark: '#006644' } })).toEqual({
      error: { code: 'colour_unreadable', theme: 'dark', nearest: nearestReadable('#006644', 'dark') },
    });
  });

  it('becomes a style of custom properties and one picture, and nothing else', () => {
    const css = brandStyle({ colours, logo: `data:image/png;base64,${png.toString('base64')}` });
    expect(css).toMatch(
      /^:root\{(--[\w-]+:(#[\da-f]{6}|light-dark\(#[\da-f]{6},#[\da-f]{6}\));?)+\}\.site-header__mark\{background:url\("data:image\/png;base64,[\w+/=]+"\) center\/contain no-repeat\}\.site-header__mark>\*\{visibility:hidden\}$/,
    );
  });
});

// A deployment's own name and face (S130): which colours can be read, and what the pages make of one. Pure; no colour leaves it that somebody cannot read.
import { NAME_MAX } from './rules.ts';

/** As a colour field gives it: `#3450d1`. */
export type Colour = string;
export type Theme = 'light' | 'dark';

export const COLOUR = /^#[\da-f]{6}$/;

/** Characters of the name; it stands in the header of a phone. */
export const BRAND_NAME_MAX = Math.min(40, NAME_MAX);
/** Bytes of the logo: it travels with the colours, to every page, once in five minutes at the most. */
export const LOGO_MAX_BYTES = 32 * 1024;

type Rgb = readonly [red: number, green: number, blue: number];

const toRgb = (colour: Colour): Rgb => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];
const toColour = (rgb: Rgb): Colour =>
  `#${rgb
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** WCAG 2.2, relative luminance. */
const luminance = (colour: Colour): number => {
  const [red, green, blue] = toRgb(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** From 1 (the same) to 21 (black on white). */
export const contrast = (one: Colour, other: Colour): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

/** Text has to have it (WCAG 2.2, 1.4.3). */
export const CONTRAST_MIN = 4.5;

/** So much of `other` in it, 0 to 1. */
const mix = (colour: Colour, other: Colour, share: number): Colour => {
  const [one, two] = [toRgb(colour), toRgb(other)];
  const part = (at: 0 | 1 | 2) => one[at] * (1 - share) + two[at] * share;
  return toColour([part(0), part(1), part(2)]);
};

/** What the pages lay things on, as in web/ui/tokens.css: ground, surface, raised, sunken. */
const grounds: Readonly<Record<Theme, readonly Colour[]>> = {
  light: ['#f6f7f9', '#ffffff', '#eef0f4'],
  dark: ['#0f1218', '#171b23', '#1e232d', '#232936'],
};

/** What of a page takes the accent's colour. */
export interface Accent {
  readonly accent: Colour;
  readonly strong: Colour;
  readonly soft: Colour;
  readonly onAccent: Colour;
}

export const accentOf = (colour: Colour, theme: Theme): Accent =>
  theme === 'light'
    ? {
        accent: colour,
        strong: mix(colour, '#000000', 0.25),
        soft: mix(colour, '#ffffff', 0.9),
        onAccent: '#ffffff',
      }
    : {
        accent: colour,
        strong: mix(colour, '#ffffff', 0.3),
        soft: mix('#171b23', colour, 0.18),
        onAccent: mix('#000000', colour, 0.1),
      };

/** The least contrast this colour comes to anywhere in a theme: as a link on every ground, and under what stands on it. */
export const leastContrast = (colour: Colour, theme: Theme): number => {
  const { accent, strong, soft, onAccent } = accentOf(colour, theme);
  const pairs: [Colour, Colour][] = [
    ...grounds[theme].map((ground): [Colour, Colour] => [accent, ground]),
    [accent, soft],
    [strong, soft],
    [onAccent, accent],
    [onAccent, strong],
  ];
  return Math.min(...pairs.map(([one, other]) => contrast(one, other)));
};

export const canBeRead = (colour: Colour, theme: Theme): boolean =>
  leastContrast(colour, theme) >= CONTRAST_MIN;

/** Steps between a colour and black or white that are tried: finer than an eye tells apart. */
const STEPS = 256;

const distance = (one: Colour, other: Colour): number => {
  const [a, b] = [toRgb(one), toRgb(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

/** The nearest colour that can be read, towards black in the light and towards white in the dark; itself, if it can. */
export const nearestReadable = (colour: Colour, theme: Theme): Colour => {
  if (canBeRead(colour, theme)) return colour;
  const ways = ['#000000', '#ffffff'].flatMap((end) => {
    for (let step = 1; step <= STEPS; step++) {
      const tried = mix(colour, end, step / STEPS);
      if (canBeRead(tried, theme)) return [tried];
    }
    return [];
  });
  const [nearest] = ways.sort((a, b) => distance(colour, a) - distance(colour, b));
  // Black in the light and white in the dark can always be read.
  return nearest ?? (theme === 'light' ? '#000000' : '#ffffff');
};

export interface BrandColours {
  readonly light: Colour;
  readonly dark: Colour;
}

/** Of the chat's own bubbles, in either theme: white stands on the light theme's colour. */
const tokensOf = ({ light, dark }: BrandColours): Readonly<Record<string, string>> => {
  const [inLight, inDark] = [accentOf(light, 'light'), accentOf(dark, 'dark')];
  const both = (of: keyof Accent) => `light-dark(${inLight[of]},${inDark[of]})`;
  return {
    accent: both('accent'),
    'accent-strong': both('strong'),
    'accent-soft': both('soft'),
    'on-accent': both('onAccent'),
    'bubble-own': light,
    'on-bubble-own': '#ffffff',
  };
};

/** The custom properties of a brand, for `:root` or for a preview. */
export const brandTokens = (colours: BrandColours): string =>
  Object.entries(tokensOf(colours))
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/**
 * The style that makes a page this brand's; it stands behind the page's own.
 * @param logo a `data:` URL, made by the server of bytes it has looked at.
 */
export const brandStyle = ({
  colours,
  logo,
}: {
  readonly colours?: BrandColours | undefined;
  readonly logo?: string | undefined;
}): string =>
  [
    colours && `:root{${brandTokens(colours)}}`,
    logo &&
      `.site-header__mark{background:url("${logo}") center/contain no-repeat}.site-header__mark>*{visibility:hidden}`,
  ]
    .filter(Boolean)
    .join('');

export type LogoKind = 'image/png' | 'image/jpeg' | 'image/webp';

/** What a picture is by its bytes, whatever it is called; no SVG, which may carry a program. */
export const logoKind = (bytes: Uint8Array): LogoKind | undefined => {
  const begins = (at: number, ...wanted: number[]) =>
    wanted.every((byte, index) => bytes[at + index] === byte);
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  return undefined;
};

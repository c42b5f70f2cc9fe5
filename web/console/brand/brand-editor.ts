// The deployment's name, logo and colours as they are being changed: what can be saved of it. No DOM.
import { BRAND_NAME_MAX, canBeRead, nearestReadable, type Theme } from '../../../shared/brand.ts';
import type { Brand } from '../../../shared/brand-routes.ts';
import { countCharacters } from '../../../shared/rules.ts';
import { request } from '../../ui/api.ts';
import { createEditor, type Editor } from '../shell/editor.ts';

export const THEMES: readonly Theme[] = ['light', 'dark'];

/** What the product has where a deployment has none; web/ui/tokens.css. */
export const PRODUCT_COLOURS = { light: '#3450d1', dark: '#93a8ff' } as const;

/** Behind the comma of a `data:` URL stand the bytes. */
const bytesOf = (logo: string): string => logo.slice(logo.indexOf(',') + 1);

export const findWrongBrand = ({ name, colours }: Brand): readonly (keyof Brand)[] => [
  ...(countCharacters(name.trim()) > BRAND_NAME_MAX ? (['name'] as const) : []),
  ...(colours && THEMES.some((theme) => !canBeRead(colours[theme], theme)) ? (['colours'] as const) : []),
];

export const createBrandEditor = (): Editor<Brand> =>
  createEditor<Brand>({
    load: () => request('GET /api/brand/settings', {}),
    save: (changed, rev, { name, colours, logo }) =>
      request('PUT /api/brand/settings', {
        rev,
        ...('name' in changed && { name }),
        ...('colours' in changed && { colours: colours ?? null }),
        ...('logo' in changed && { logo: logo === undefined ? null : bytesOf(logo) }),
      }),
    findWrong: findWrongBrand,
    markOf: (value) => JSON.stringify(value),
  });

/** Another colour of the light theme brings the one of the dark along, unless that was chosen by itself. */
export const withLight = (
  colours: NonNullable<Brand['colours']>,
  light: string,
): NonNullable<Brand['colours']> => ({
  light,
  dark:
    colours.dark === nearestReadable(colours.light, 'dark') ? nearestReadable(light, 'dark') : colours.dark,
});

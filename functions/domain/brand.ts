// What a deployment's name, logo and colours may be (S130). Pure.
import {
  BRAND_NAME_MAX,
  type BrandColours,
  brandStyle,
  canBeRead,
  LOGO_MAX_BYTES,
  logoKind,
  nearestReadable,
} from '../../shared/brand.ts';
import type { Brand } from '../../shared/brand-routes.ts';
import { type Refusal, type Result, refuse } from '../../shared/errors.ts';
import { parseName } from './names.ts';

/** As it comes. */
export const NO_BRAND: Brand = { name: '', rev: 0 };

/** A picture, and the same once more in base64. */
export interface Logo {
  readonly bytes: Uint8Array;
  readonly base64: string;
}

export interface BrandChange {
  readonly name?: string | undefined;
  readonly colours?: BrandColours | null | undefined;
  readonly logo?: Logo | null | undefined;
}

/** What is stored after a change, or the first thing that cannot be. */
export const changeBrand = (before: Brand, { name, colours, logo }: BrandChange): Result<Brand> => {
  const fault = colours && findColourFault(colours);
  if (fault) return refuse(fault);
  const cleaned = name === undefined ? { ok: before.name } : parseName(name, BRAND_NAME_MAX, 'name');
  if ('error' in cleaned) return cleaned;
  const picture = logo ? toPicture(logo) : { ok: logo === null ? undefined : before.logo };
  if ('error' in picture) return picture;
  return {
    ok: {
      name: cleaned.ok,
      colours: colours === undefined ? before.colours : (colours ?? undefined),
      logo: picture.ok,
      rev: before.rev,
    },
  };
};

const findColourFault = (colours: BrandColours): Refusal | undefined => {
  for (const theme of ['light', 'dark'] as const) {
    const colour = colours[theme];
    if (!canBeRead(colour, theme)) {
      return { code: 'colour_unreadable', theme, nearest: nearestReadable(colour, theme) };
    }
  }
  return undefined;
};

const toPicture = ({ bytes, base64 }: Logo): Result<string> => {
  if (bytes.byteLength > LOGO_MAX_BYTES) return refuse({ code: 'too_large' });
  const kind = logoKind(bytes);
  return kind ? { ok: `data:${kind};base64,${base64}` } : refuse({ code: 'bad_logo' });
};

/** What every page gets. */
export const toPageBrand = ({ name, colours, logo }: Brand): { name?: string; css?: string } => {
  const css = brandStyle({ colours, logo });
  return { ...(name && { name }), ...(css && { css }) };
};

/** A brand as a line of the log has it: of a logo only that there is one. */
export const brandValues = ({ name, colours, logo }: Brand): Record<string, string> => ({
  ...(name && { name }),
  ...(colours && { accentLight: colours.light, accentDark: colours.dark }),
  ...(logo && { logo: `${logo.slice(5, logo.indexOf(';'))}, ${Math.ceil(logo.length / 1024)} KB` }),
});

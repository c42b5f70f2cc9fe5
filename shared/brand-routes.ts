// The deployment's own name, logo and colours (S130).
import * as v from 'valibot';
import { BRAND_NAME_MAX, COLOUR, LOGO_MAX_BYTES } from './brand.ts';
import type { RefusalCode } from './errors.ts';
import { Rev } from './model.ts';
import type { RouteSpec } from './route-spec.ts';

const Colour = v.pipe(v.string(), v.regex(COLOUR));

/** The picture's bytes in base64; what kind it is, its bytes say. */
const Logo = v.pipe(
  v.string(),
  v.maxLength(Math.ceil(LOGO_MAX_BYTES / 3) * 4),
  v.regex(/^[A-Za-z\d+/]*={0,2}$/),
);

const brand = {
  /** Empty: the product's own. */
  name: v.string(),
  /** Without them the product's own. */
  colours: v.optional(v.object({ light: v.string(), dark: v.string() })),
  /** As a `data:` URL. */
  logo: v.optional(v.string()),
};

export const Brand = v.object({ ...brand, rev: v.number() });
export type Brand = v.InferOutput<typeof Brand>;

export const brandRoutes = {
  /** What every page of either site looks like, for whoever opens one; kept for five minutes on the way and in the browser. */
  'GET /api/brand': {
    group: 'portal',
    by: ['anyone'],
    keptSeconds: 300,
    input: v.object({}),
    /** `css`: what stands behind the page's own style. Neither, where the product is as it comes. */
    reply: v.object({ name: v.optional(v.string()), css: v.optional(v.string()) }),
  },
  'GET /api/brand/settings': {
    group: 'accounts',
    by: ['agent'],
    needs: 'administer',
    input: v.object({}),
    reply: Brand,
  },
  /** Changes what is given; `null` gives the product's own again. */
  'PUT /api/brand/settings': {
    group: 'accounts',
    by: ['agent'],
    needs: 'administer',
    input: v.object({
      rev: Rev,
      name: v.optional(v.pipe(v.string(), v.maxLength(4 * BRAND_NAME_MAX))),
      colours: v.optional(v.nullable(v.object({ light: Colour, dark: Colour }))),
      logo: v.optional(v.nullable(Logo)),
    }),
    reply: Brand,
  },
} as const satisfies Record<string, RouteSpec>;

/** Refusals that only the page of the brand meets, which says beforehand what cannot be saved. */
export type BrandRefusal = Extract<RefusalCode, 'colour_unreadable' | 'bad_logo'>;

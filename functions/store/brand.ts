// The deployment's name, logo and colours, in one item. Storage only.
import * as v from 'valibot';
import { Brand } from '../../shared/brand-routes.ts';
import { NO_BRAND } from '../domain/brand.ts';
import type { Db, Write } from './db.ts';
import { brandKey } from './keys.ts';
import { isWritten } from './written.ts';

export const readBrand = async (db: Db, { consistent = false } = {}): Promise<Brand> =>
  v.parse(Brand, (await db.get(brandKey, { consistent })) ?? NO_BRAND);

/** @returns undefined when somebody else saved since that version. */
export const writeBrand = async (
  db: Db,
  random: () => number,
  brand: Brand,
  more: readonly Write[],
): Promise<Brand | undefined> => {
  const next = { ...brand, rev: brand.rev + 1 };
  const put: Write = {
    put: { ...brandKey, ...next },
    when: { condition: 'attribute_not_exists(rev) OR rev = :rev', values: { ':rev': brand.rev } },
  };
  return (await isWritten(db, random, [put, ...more], next)) ? next : undefined;
};

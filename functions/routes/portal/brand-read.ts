// What every page of either site looks like here; for everybody, and kept on the way.
import { toPageBrand } from '../../domain/brand.ts';
import type { RouteHandler } from '../../pipeline/http.ts';
import { readBrand } from '../../store/brand.ts';

export const brandRead: RouteHandler<'GET /api/brand'> = async (_input, { context }) => ({
  ok: toPageBrand(await readBrand(context.db)),
});

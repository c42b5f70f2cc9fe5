// The whole product while the tests of a file run: for the journeys.
import { afterAll, beforeAll } from 'vitest';
import { type Product, startProduct } from './product.ts';

/** @returns the product, which is there from the first `beforeAll` after this until the file's last test is over. */
export const useProduct = (options: { readonly hasScrollbars?: boolean } = {}): Product => {
  let product: Product | undefined;
  beforeAll(async () => {
    product = await startProduct(undefined, options);
  });
  afterAll(() => product?.stop());
  const started = (): Product => {
    if (!product) throw new Error('The product has not been started yet.');
    return product;
  };
  return {
    get browser() {
      return started().browser;
    },
    get portalUrl() {
      return started().portalUrl;
    },
    get consoleUrl() {
      return started().consoleUrl;
    },
    cloud: () => started().cloud(),
    enterPortal: (...of) => started().enterPortal(...of),
    enterConsole: (...of) => started().enterConsole(...of),
    restart: () => started().restart(),
    stop: () => started().stop(),
  };
};

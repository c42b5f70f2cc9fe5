// Addresses of a site's pages: from a page to its path and back. Each site has its own table of them. No DOM.

/**
 * The path of each page. At the end `/:id` stands for one of the page's things, `/:id?` for the page itself as well:
 * `/meldingen/:id?` is `/meldingen` and `/meldingen/12`.
 */
export type Routes = { readonly [name: string]: string };

export interface Address<N extends string> {
  readonly name: N;
  readonly id?: string;
}

type Id<P extends string> = P extends `${string}/:id`
  ? [id: string | number]
  : P extends `${string}/:id?`
    ? [id?: string | number]
    : [];

export interface Router<R extends Routes> {
  readonly names: readonly (keyof R & string)[];
  pathTo<N extends keyof R & string>(name: N, ...id: Id<R[N]>): string;
  /** Undefined: the site has no such page. */
  addressOf(path: string): Address<keyof R & string> | undefined;
}

const ID = /\/:id\??$/;

export const createRouter = <const R extends Routes>(routes: R): Router<R> => {
  type Name = keyof R & string;
  const names = Object.keys(routes).filter((name): name is Name => Object.hasOwn(routes, name));
  const baseOf = (name: Name) => routes[name]?.replace(ID, '') ?? '';
  const find = (path: string, hasId: boolean) =>
    names.find((name) => {
      const route: string = routes[name] ?? '';
      return baseOf(name) === path && (hasId ? ID.test(route) : !route.endsWith('/:id'));
    });
  return {
    names,
    pathTo: (name, ...[id]) => (id === undefined ? baseOf(name) : `${baseOf(name)}/${id}`),
    addressOf: (path) => {
      const here = path.replace(/(?<!^)\/+$/, '');
      const whole = find(here, false);
      if (whole) return { name: whole };
      const [, base, id] = /^(.+)\/([\w-]+)$/.exec(here) ?? [];
      const name = base && find(base, true);
      return name && id ? { name, id } : undefined;
    },
  };
};

// The names in a standard text filled in (S12). Pure.

/** What {klant} and {medewerker} stand for. */
export interface Names {
  readonly klant: string;
  readonly medewerker: string;
}

/** A text that has words of the same shape in it, such as {naam}, keeps them. */
export const fillIn = (text: string, names: Names): string =>
  text.replace(/\{(klant|medewerker)\}/gi, (_, name: string) =>
    name.toLowerCase() === 'klant' ? names.klant : names.medewerker,
  );

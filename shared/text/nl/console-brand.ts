// Dutch texts of the page about the deployment's name, logo and colours.
import type { BrandRefusal } from '../../brand-routes.ts';
import type { Refusal } from '../../errors.ts';

export const brand = {
  lead: 'Naam, logo en accentkleur van beide sites en de chat. Elke pagina die daarna wordt geopend, heeft ze binnen vijf minuten.',
  name: 'Naam',
  nameHint: (product: string) => `Staat bovenaan elke pagina. Leeg: ${product}.`,
  logo: 'Logo',
  logoHint: (kilobytes: number) =>
    `PNG, JPEG of WebP, hoogstens ${kilobytes} KB; liefst vierkant, zonder rand.`,
  remove: 'Logo verwijderen',
  noLogo: 'Geen logo',
  logoOf: 'Het gekozen logo',
  tooLarge: (kilobytes: number) => `Deze afbeelding is groter dan ${kilobytes} KB. Maak haar kleiner.`,
  colours: 'Accentkleur',
  own: 'Eigen accentkleur gebruiken',
  light: 'Op een lichte achtergrond',
  dark: 'Op een donkere achtergrond',
  unreadable: 'Tekst in deze kleur is niet goed te lezen. De dichtstbijzijnde kleur die dat wel is:',
  take: (colour: string) => `${colour} gebruiken`,
  contrast: (ratio: string) => `Contrast ${ratio} : 1; minstens 4,5 is nodig.`,
  preview: 'Voorbeeld',
  inLight: 'Licht',
  inDark: 'Donker',
  button: 'Knop',
  link: 'Een link',
  message: 'Goedemiddag, waarmee kan ik u helpen?',
  refusals: {
    colour_unreadable: ({ nearest }: { nearest: string }) =>
      `Tekst in deze kleur is niet goed te lezen. De dichtstbijzijnde die dat wel is: ${nearest}.`,
    bad_logo: () => 'Dit is geen PNG, JPEG of WebP.',
  } as const satisfies { [C in BrandRefusal]: (refusal: Extract<Refusal, { code: C }>) => string },
} as const;

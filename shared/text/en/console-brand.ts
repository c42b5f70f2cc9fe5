// English texts of the page about the deployment's name, logo and colours.
import type { brand as dutch } from '../nl/console-brand.ts';
import type { Text } from '../text.ts';

export const brand: Text<typeof dutch> = {
  lead: 'Name, logo and accent colour of both sites and the chat. Every page opened after that has them within five minutes.',
  name: 'Name',
  nameHint: (product) => `At the top of every page. Empty: ${product}.`,
  logo: 'Logo',
  logoHint: (kilobytes) => `PNG, JPEG or WebP, ${kilobytes} KB at most; square and without a border is best.`,
  remove: 'Remove logo',
  noLogo: 'No logo',
  logoOf: 'The chosen logo',
  tooLarge: (kilobytes) => `This picture is larger than ${kilobytes} KB. Make it smaller.`,
  colours: 'Accent colour',
  own: 'Use an accent colour of your own',
  light: 'On a light background',
  dark: 'On a dark background',
  unreadable: 'Text in this colour is hard to read. The nearest colour that can be read:',
  take: (colour) => `Use ${colour}`,
  contrast: (ratio) => `Contrast ${ratio} : 1; at least 4.5 is needed.`,
  preview: 'Preview',
  inLight: 'Light',
  inDark: 'Dark',
  button: 'Button',
  link: 'A link',
  message: 'Good afternoon, how can I help you?',
  refusals: {
    colour_unreadable: ({ nearest }) =>
      `Text in this colour is hard to read. The nearest that can be read: ${nearest}.`,
    bad_logo: () => 'This is no PNG, JPEG or WebP.',
  },
};

// What the desk's settings may be (S8-S13). Pure.
import { MASK_KINDS } from '../../shared/masked.ts';
import type { Language, MaskKind, Settings } from '../../shared/model.ts';
import { countCharacters, MAX_CHATS, TIMEOUT_MINUTES, WELCOME_MAX } from '../../shared/rules.ts';

/** Of a desk that never changed any. */
export const standardSettings: Settings = {
  max: MAX_CHATS.standard,
  welcome: '',
  timeoutMinutes: TIMEOUT_MINUTES.standard,
  publish: true,
  sendStandardTexts: false,
  realtimeOnline: true,
  preview: true,
  // What is not sent is not there to be lost: by design and by default (GDPR, article 25).
  maskBsn: true,
  maskIban: true,
  maskCard: true,
  showPage: true,
  rev: 0,
};

const isWithin = (value: number, { min, max }: { min: number; max: number }): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

/** What a chat begins with, in the customer's language where the desk has that (S157). */
export const welcomeIn = ({ welcome, welcomeEn }: Settings, language: Language | undefined): string =>
  (language === 'en' && welcomeEn) || welcome;

/** The first setting that cannot be, by name. */
export const findSettingsFault = ({
  max,
  timeoutMinutes,
  welcome,
  welcomeEn = '',
}: Settings): keyof Settings | undefined => {
  if (!isWithin(max, MAX_CHATS)) return 'max';
  if (!isWithin(timeoutMinutes, TIMEOUT_MINUTES)) return 'timeoutMinutes';
  if (countCharacters(welcome) > WELCOME_MAX) return 'welcome';
  return countCharacters(welcomeEn) > WELCOME_MAX ? 'welcomeEn' : undefined;
};

/** The numbers that this desk lets through; a chat has them of the desk, and nothing where all are masked (S139). */
export const unmaskedBy = ({ maskBsn, maskIban, maskCard }: Settings): readonly MaskKind[] | undefined => {
  const isMasked = { bsn: maskBsn, iban: maskIban, card: maskCard };
  const through = MASK_KINDS.filter((kind) => isMasked[kind] === false);
  return through.length > 0 ? through : undefined;
};

/** What a chat has of the desk's settings; nothing where they are the standard, so that META does not grow by it. */
export const switchesBy = (settings: Settings) => ({
  preview: settings.preview,
  unmasked: unmaskedBy(settings),
  hidesPage: settings.showPage === false || undefined,
});

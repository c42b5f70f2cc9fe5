// What the desk's settings may be (S8-S13). Pure.
import type { Settings } from '../../shared/model.ts';
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
  rev: 0,
};

const isWithin = (value: number, { min, max }: { min: number; max: number }): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

/** The first setting that cannot be, by name. */
export const findSettingsFault = ({ max, timeoutMinutes, welcome }: Settings): keyof Settings | undefined => {
  if (!isWithin(max, MAX_CHATS)) return 'max';
  if (!isWithin(timeoutMinutes, TIMEOUT_MINUTES)) return 'timeoutMinutes';
  return countCharacters(welcome) > WELCOME_MAX ? 'welcome' : undefined;
};

// Which language the reader chose, kept on this device; texts of the other language are never loaded.
import type { Language } from '../text/text.ts';

export const languages: readonly Language[] = ['nl', 'en'];

const KEY = 'language';

const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** Dutch unless another language was chosen. Storage can be switched off: then it is Dutch. */
export const currentLanguage = (): Language => {
  try {
    const chosen = localStorage.getItem(KEY);
    return isLanguage(chosen) ? chosen : 'nl';
  } catch {
    return 'nl';
  }
};

/**
 * Keeps the choice for the next page, such as the one a person chose on another device.
 * @returns whether it is kept: without storage there is nothing to remember.
 */
export const keepLanguage = (language: Language | undefined): boolean => {
  if (!language) return false;
  try {
    localStorage.setItem(KEY, language);
    return true;
  } catch {
    return false;
  }
};

/** Keeps the choice and shows the page again in it; chats and drafts restore themselves on every page load. */
export const chooseLanguage = (language: Language): void => {
  keepLanguage(language);
  location.reload();
};

/**
 * Loads the texts of the current language and tells the document. Each loader is a dynamic import of one module that
 * exports all texts a bundle needs, so a language is one file.
 */
export const loadTexts = async <T>(loaders: { readonly [L in Language]: () => Promise<T> }): Promise<T> => {
  const language = currentLanguage();
  document.documentElement.lang = language;
  return loaders[language]();
};

// How large a file is, as people say it. Pure.
import type { FileTexts } from './texts.ts';

const KB = 1024;

export const sizeText = (bytes: number, locale: string, texts: FileTexts): string => {
  const isSmall = bytes < KB * KB;
  const value = isSmall ? Math.max(1, Math.round(bytes / KB)) : bytes / KB / KB;
  return texts.bytes(value.toLocaleString(locale, { maximumFractionDigits: 1 }), isSmall ? 'KB' : 'MB');
};

// The log as a file for a spreadsheet: all lines that fit what is asked for, newest first, up to a bound. No DOM.
import type { AuditLine } from '../../../shared/audit-line.ts';
import type { Language } from '../../../shared/text/text.ts';
import type { Failure } from '../../ui/api.ts';
import { request } from '../../ui/api.ts';
import type { AccountTexts } from '../shell/account-texts.ts';
import { csvOf, timeOf } from '../shell/csv.ts';
import { rightsText } from '../shell/rights-text.ts';

/** Answers of one file, of 100 lines at most: what a browser holds with ease, and a desk of a hundred makes in months. */
const PAGES = 200;

export interface AuditQuery {
  readonly kind?: 'watching' | 'access' | 'rights' | 'data' | 'settings';
  readonly person?: string;
}

/** @returns the lines, and whether there are older ones. */
export const readAll = async (
  query: AuditQuery,
): Promise<{ lines: readonly AuditLine[]; more: boolean } | Failure> => {
  const lines: AuditLine[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await request('GET /api/audit', { ...query, ...(cursor && { cursor }) });
    if (!('ok' in answer)) return answer;
    lines.push(...answer.ok.lines);
    cursor = answer.ok.cursor;
    if (cursor === undefined) return { lines, more: false };
  }
  return { lines, more: true };
};

export const auditCsv = (lines: readonly AuditLine[], all: AccountTexts, language: Language): string => {
  const { audit: texts } = all;
  return csvOf(
    [
      [texts.at, texts.who, texts.what, texts.about, texts.detail],
      ...lines.map((line) => [
        timeOf(line.at),
        line.who.name || texts.nobody,
        texts.actions[line.action],
        'about' in line ? line.about : texts.chat(line.nickname),
        detailOf(line, all),
      ]),
    ],
    language,
  );
};

const detailOf = (line: AuditLine, all: AccountTexts): string => {
  if ('rights' in line) return rightsText(line.rights, all);
  if (!('changes' in line) || !line.changes) return '';
  return line.changes.map(({ name, from, to }) => `${name}: ${from ?? ''} → ${to ?? ''}`).join(' | ');
};

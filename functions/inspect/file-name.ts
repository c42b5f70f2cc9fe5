// What a file is called, by what it was called where it came from: a name and nothing else, with an ending that says what it is. Pure.
import { endings, FILE_NAME_MAX } from '../../shared/files.ts';
import type { FileKind } from '../../shared/sent-file.ts';

/** What an operating system runs, or a browser as a page, when somebody opens it: nobody sends these to be read. */
const RUN =
  /^(ade|adp|apk|app|appx|bat|chm|cmd|com|cpl|deb|dll|dmg|exe|hta|htm|html|img|inf|iso|jar|js|jse|lnk|mht|mhtml|msc|msi|msp|msix|pif|pkg|ps1|ps2|psm1|reg|rpm|scf|scr|sct|settingcontent-ms|sh|shb|shtml|svg|svgz|swf|sys|url|vb|vbe|vbs|vhd|vhdx|wsc|wsf|wsh|xht|xhtml|xll|xml|xsl)$/;

export const endingOf = (name: string): string => {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
};

/** Whether it is run rather than read, by its name. */
export const isRun = (name: string): boolean => RUN.test(endingOf(name));

const FALLBACK = 'file';

/** Without folders, without what cannot be seen or turns text around, and without what a file system takes for its own. */
const cleaned = (name: string): string =>
  withoutEnds(
    name
      .normalize('NFC')
      .toWellFormed()
      .replace(/^.*[\\/]/s, '')
      .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
      .replace(/\s+/gu, ' '),
  );

/** Without spaces and dots around it; by hand, as an expression would look at a long row of them again from each of them. */
const withoutEnds = (name: string): string => {
  const isEnd = (at: number) => name[at] === ' ' || name[at] === '.';
  let [from, to] = [0, name.length];
  while (from < to && isEnd(from)) from++;
  while (to > from && isEnd(to - 1)) to--;
  return name.slice(from, to);
};

/**
 * @param format the ending of what it was found to be, as in `png`.
 * @returns as it is shown and saved.
 */
export const toFileName = (given: string, kind: FileKind, format: string | undefined): string => {
  const name = cleaned(given);
  const ending = endingOf(name);
  const fits =
    kind === 'other' || (format === undefined ? endings[kind].includes(ending) : isSame(ending, format));
  const stem = ending === '' ? name : name.slice(0, -ending.length - 1);
  const end = fits ? ending : (format ?? endings[kind][0] ?? '');
  // What has another ending than it should keeps that in its name: nobody is to wonder where a file went.
  const kept = fits ? stem : name;
  const room = FILE_NAME_MAX - end.length - 1;
  const cut = Array.from(kept === '' ? FALLBACK : kept).reduce(
    (text, letter) => (text.length + letter.length > room ? text : text + letter),
    '',
  );
  return end === '' ? cut : `${cut}.${end}`;
};

const isSame = (ending: string, format: string): boolean =>
  ending === format || (format === 'jpg' && ending === 'jpeg');

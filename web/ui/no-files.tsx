// A file that is dropped or pasted on a page goes nowhere, and that is said: browsers would open it in the place of the page, or do nothing.
import { render } from 'preact';
import { noFiles as en } from '../../shared/text/en/no-files.ts';
import { noFiles as nl } from '../../shared/text/nl/no-files.ts';
import { currentLanguage } from './language.ts';
import { NoticeList } from './NoticeList.tsx';
import { createNoticeList } from './notices.ts';
import type { UiTexts } from './types.ts';

/** Whether files alone are in there: what is copied from a text processor has a picture of itself beside its text. */
const hasOnlyFiles = (data: DataTransfer | null): boolean =>
  Boolean(data?.types.includes('Files') && !data.types.includes('text/plain'));

export const refuseFiles = (texts: UiTexts): void => {
  const list = createNoticeList<object>();
  const text = currentLanguage() === 'nl' ? nl : en;
  const say = () => {
    list.removeWhere(() => true);
    list.post({});
  };
  // Without this there is no drop to be refused.
  addEventListener('dragover', (event) => {
    if (hasOnlyFiles(event.dataTransfer)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!hasOnlyFiles(event.dataTransfer)) return;
    event.preventDefault();
    say();
  });
  addEventListener('paste', ({ clipboardData }) => {
    if (hasOnlyFiles(clipboardData)) say();
  });
  render(
    <NoticeList isFloating list={list} texts={texts} kindOf={() => 'error'}>
      {() => text}
    </NoticeList>,
    document.body.appendChild(document.createElement('div')),
  );
};

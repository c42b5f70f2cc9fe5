// "Chatgeschiedenis": finding ended chats, and the page of one of them.
import { useEffect } from 'preact/hooks';
import type { PageProps } from '../shell/lazy.tsx';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { useStyle } from '../shell/style.ts';
import { usePageModel, useTexts } from '../shell/uses.tsx';
import { ChatPage } from './ChatPage.tsx';
import style from './chats.css?inline';
import { FilterForm } from './FilterForm.tsx';
import { FoundList } from './FoundList.tsx';
import { createHistory } from './history.ts';
import { type HistoryTexts, historyTexts } from './texts.ts';

interface Props extends PageProps {
  texts: { readonly history: HistoryTexts };
}

export const HistoryPage = ({ id, texts }: Props) => {
  useStyle(style);
  return (
    <historyTexts.Provider value={texts.history}>
      {id === undefined ? <Search /> : <ChatPage id={id} />}
    </historyTexts.Provider>
  );
};

const Search = () => {
  const { consoleTexts } = useTexts();
  const texts = historyTexts.use();
  const history = usePageModel(createHistory);
  // Coming back from a chat shows what was found; coming for the first time, the latest.
  useEffect(() => {
    if (history.chats.value.length === 0) void history.search();
  }, [history]);
  return (
    <ConsolePage title={consoleTexts.pages.chats} lead={texts.lead}>
      {() => (
        <>
          <FilterForm history={history} />
          <FoundList history={history} />
        </>
      )}
    </ConsolePage>
  );
};

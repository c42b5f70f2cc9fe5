// "Ongesloten chats" (S98-S104): what stayed open and why, to save or delete, one or several at once.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ChatId } from '../../../shared/model.ts';
import { Alert } from '../../ui/Alert.tsx';
import { answerText } from '../../ui/api.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { circleCheckIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { ConsolePage } from '../shell/PageFrame.tsx';
import { useTexts } from '../shell/uses.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { ResultNotices } from './ResultNotices.tsx';
import { UnclosedTable } from './UnclosedTable.tsx';
import { type UnclosedTexts, unclosedTexts, useUnclosed } from './use-unclosed.ts';

export const UnclosedPage = ({ texts }: { texts: { readonly unclosed: UnclosedTexts } }) => {
  const { pages } = useTexts().consoleTexts;
  return (
    <unclosedTexts.Provider value={texts.unclosed}>
      <ConsolePage title={pages.unclosed} lead={texts.unclosed.lead}>
        {() => <List />}
      </ConsolePage>
    </unclosedTexts.Provider>
  );
};

const List = () => {
  const { ui, common } = useTexts();
  const unclosed = useUnclosed();
  const texts = unclosedTexts.use();
  useEffect(unclosed.open, [unclosed]);
  /** Chats whose deletion waits for a yes. */
  const asked = useSignal<readonly ChatId[]>([]);
  const rows = unclosed.rows.value;
  const fault = unclosed.fault.value;
  if (!rows)
    return fault ? (
      <Alert kind="error">{answerText(fault, ui, common)}</Alert>
    ) : (
      <Loading label={ui.loading} />
    );
  const remove = (chatIds: readonly ChatId[]) => {
    asked.value = chatIds;
  };
  return (
    <>
      <ResultNotices />
      {rows.length === 0 && unclosed.hasMore.value ? (
        <Loading label={ui.loading} />
      ) : rows.length === 0 ? (
        <EmptyState icon={circleCheckIcon} title={texts.emptyTitle}>
          <p>{texts.empty}</p>
        </EmptyState>
      ) : (
        <UnclosedTable rows={rows} onRemove={remove} />
      )}
      {asked.value.length > 0 && (
        <RemoveDialog
          chatIds={asked.value}
          onClose={() => {
            asked.value = [];
          }}
        />
      )}
    </>
  );
};

// The table of unclosed chats, and what to do with all that are chosen.
import type { ChatId, UnclosedChat } from '../../../shared/model.ts';
import { Button } from '../../ui/Button.tsx';
import { closeIcon, saveIcon } from '../../ui/icons.ts';
import { useTexts } from '../shell/uses.tsx';
import { UnclosedRow } from './UnclosedRow.tsx';
import { unclosedTexts, useUnclosed } from './use-unclosed.ts';

interface Props {
  rows: readonly UnclosedChat[];
  /** Asks whether they may go. */
  onRemove: (chatIds: readonly ChatId[]) => void;
}

export const UnclosedTable = ({ rows, onRemove }: Props) => {
  const { consoleTexts } = useTexts();
  const unclosed = useUnclosed();
  const texts = unclosedTexts.use();
  const chosen = [...unclosed.chosen.value];
  return (
    <div class="card">
      <div class="toolbar">
        <label class="check">
          <input
            type="checkbox"
            checked={chosen.length === rows.length}
            indeterminate={chosen.length > 0 && chosen.length < rows.length}
            onChange={(event) =>
              unclosed.choose(
                rows.map(({ chat }) => chat.id),
                event.currentTarget.checked,
              )
            }
          />
          {unclosed.hasMore.value ? texts.allShown : texts.all}
        </label>
        <p class="soft" role="status">
          {chosen.length > 0
            ? texts.chosen(chosen.length)
            : texts.count(unclosed.count.value.count, unclosed.count.value.more)}
        </p>
        {chosen.length > 0 && (
          <>
            <Button
              small
              icon={saveIcon}
              class="good"
              busy={unclosed.isBusy.value}
              onClick={() => void unclosed.save(chosen)}
            >
              {texts.save}
            </Button>
            <Button small icon={closeIcon} busy={unclosed.isBusy.value} onClick={() => onRemove(chosen)}>
              {texts.remove}
            </Button>
          </>
        )}
      </div>
      <table class="table rows" aria-label={consoleTexts.pages.unclosed}>
        <Head />
        <tbody>
          {rows.map((row) => (
            <UnclosedRow key={row.chat.id} row={row} onRemove={() => onRemove([row.chat.id])} />
          ))}
        </tbody>
      </table>
      {unclosed.hasMore.value && <More shown={rows.length} />}
    </div>
  );
};

/** The list goes on: how far it is shown, and the button that reads on. */
const More = ({ shown }: { shown: number }) => {
  const unclosed = useUnclosed();
  const texts = unclosedTexts.use();
  return (
    <p class="toolbar">
      <span class="soft" role="status">
        {texts.shown(shown)}
      </span>
      <Button busy={unclosed.isLoading.value} onClick={() => void unclosed.more()}>
        {texts.more}
      </Button>
    </p>
  );
};

const Head = () => {
  const { consoleTexts } = useTexts();
  const texts = unclosedTexts.use();
  return (
    <thead>
      <tr>
        <td />
        {[
          'Nickname',
          consoleTexts.list.email,
          texts.started,
          texts.last,
          texts.agents,
          texts.reason,
          texts.actions,
        ].map((label) => (
          <th scope="col" key={label}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
};

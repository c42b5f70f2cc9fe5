// What to look for among the tickets, and in which order; a choice takes effect at once, a search when it is sent.
import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../../../shared/model.ts';
import { SEARCH_MAX } from '../../../shared/rules.ts';
import { request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { focusIn } from '../../ui/focus-in.ts';
import { searchIcon } from '../../ui/icons.ts';
import { useTooLong } from '../../ui/too-long.ts';
import { useDesk, usePage, useTexts } from '../shell/uses.tsx';
import { useTicketTexts } from './texts.ts';
import { isFiltered, statusFilters, type TicketFilter, ticketSorts, toFilter } from './ticket-filter.ts';

interface Props {
  filter: TicketFilter;
  /** Categories that are in use though no longer to be chosen. */
  former: readonly string[];
  onChoose: (filter: TicketFilter) => void;
  onReset: () => void;
}

export const TicketFilters = ({ filter, former, onChoose, onReset }: Props) => {
  const texts = useTicketTexts();
  const { common, ui } = useTexts();
  const { error, onInput } = useTooLong(SEARCH_MAX, ui, filter.text);
  const desk = useDesk();
  const page = usePage();
  const { list } = texts;
  const agents = useAssignees();
  const statuses = { ...common.ticketStates, unsolved: list.unsolved, all: list.allStatuses };
  const submit = (event: Event) => {
    event.preventDefault();
    if (error) return focusIn(event.currentTarget, 'text');
    if (event.currentTarget instanceof HTMLFormElement)
      onChoose(toFilter(Object.fromEntries(new FormData(event.currentTarget))));
  };
  return (
    <form class="card ticket-filters" onSubmit={submit}>
      <div class="ticket-filters__search beside">
        <Field label={list.search} error={error}>
          {(control) => (
            <input
              {...control}
              type="search"
              name="text"
              onInput={onInput}
              defaultValue={filter.text}
              dir="auto"
            />
          )}
        </Field>
        <Button type="submit" icon={searchIcon}>
          {list.find}
        </Button>
      </div>
      {/* On a phone the tickets themselves come first. */}
      <details open={!page.isNarrow.peek() || isFiltered({ ...filter, text: '' })}>
        <summary>{list.filters}</summary>
        <div class="ticket-filters__choices">
          <Choice
            label={texts.status}
            name="status"
            value={filter.status}
            options={statusFilters.map((status) => [status, statuses[status]])}
          />
          <Choice
            label={texts.assignee}
            name="assignee"
            value={filter.assignee}
            options={[
              ['', list.everyone],
              ['me', list.me],
              ['none', list.nobody],
              ...agents
                .filter(({ id }) => id !== desk.state.value.me?.id)
                .map(({ id, name }) => [id, name] as const),
            ]}
          />
          <Choice
            label={texts.category}
            name="category"
            value={filter.category}
            options={[
              ['', list.allCategories],
              ['none', list.noCategory],
              ...[...desk.state.value.categories, ...former].map(
                (category) => [`=${category}`, category] as const,
              ),
            ]}
          />
          <Choice
            label={texts.onPortal}
            name="published"
            value={filter.published}
            options={[
              ['', list.publishedOrNot],
              ['yes', list.published],
              ['no', list.unpublished],
            ]}
          />
          <Choice
            label={list.sort}
            name="sort"
            value={filter.sort}
            options={ticketSorts.map((sort) => [sort, list.sorts[sort]])}
          />
          {isFiltered(filter) && (
            <Button kind="quiet" onClick={onReset}>
              {list.reset}
            </Button>
          )}
        </div>
      </details>
    </form>
  );
};

interface ChoiceProps {
  label: string;
  name: keyof TicketFilter;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
}

const Choice = ({ label, name, value, options }: ChoiceProps) => (
  <Field label={label}>
    {(control) => (
      <select
        {...control}
        name={name}
        value={value}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
      >
        {/* What was chosen stays so until its list has come, or when it was taken off since. */}
        {!options.some(([one]) => one === value) && <option value={value}>{value.replace(/^=/, '')}</option>}
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** Everyone a ticket can be given to; empty until they are known. */
export const useAssignees = (): readonly Person[] => {
  const [agents, setAgents] = useState<readonly Person[]>([]);
  useEffect(() => {
    let isGone = false;
    void request('GET /api/assignees', {}).then((answer) => {
      if (!isGone && 'ok' in answer) setAgents(answer.ok.agents);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return agents;
};

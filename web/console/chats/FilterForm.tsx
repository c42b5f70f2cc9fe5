// What to look for among ended chats.
import { SEARCH_MAX } from '../../../shared/rules.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { focusIn } from '../../ui/focus-in.ts';
import { closeIcon, searchIcon } from '../../ui/icons.ts';
import { isolate } from '../../ui/isolate.ts';
import { tooLong } from '../../ui/too-long.ts';
import { useTexts } from '../shell/uses.tsx';
import { type ChatHistory, type Filters, noFilters } from './history.ts';
import { historyTexts } from './texts.ts';

const words = ['who', 'agent', 'text'] as const;

export const FilterForm = ({ history }: { history: ChatHistory }) => {
  const texts = historyTexts.use();
  const { ui } = useTexts();
  const filters = history.filters.value;
  const submit = (event: Event) => {
    event.preventDefault();
    const long = words.find((name) => filters[name].length > SEARCH_MAX);
    if (long) return focusIn(event.currentTarget, long);
    void history.search();
  };
  const start = (changes: Partial<Filters>) => {
    history.edit(changes);
    void history.search();
  };
  const word = (name: (typeof words)[number], hint?: string) => (
    <Field label={texts[name]} hint={hint} error={tooLong(filters[name], SEARCH_MAX, ui)}>
      {(control) => (
        <input
          {...control}
          name={name}
          type="search"
          autocomplete="off"
          value={filters[name]}
          onInput={(event) => history.edit({ [name]: event.currentTarget.value, ...freed(name) })}
        />
      )}
    </Field>
  );
  const date = (name: 'from' | 'to') => (
    <Field label={texts[name]}>
      {(control) => (
        <input
          {...control}
          name={name}
          type="date"
          value={filters[name]}
          onInput={(event) => history.edit({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  const { account } = filters;
  const offered = history.account.value;
  return (
    <search class="card">
      <form class="filters" onSubmit={submit}>
        <div class="filters__fields">
          {word(
            'who',
            account ? texts.account(isolate(account.name), isolate(account.login)) : texts.whoHint,
          )}
          {word('agent')}
          {word('text')}
          {date('from')}
          {date('to')}
        </div>
        <div class="toolbar">
          <Button kind="primary" type="submit" icon={searchIcon} busy={history.isBusy.value}>
            {texts.search}
          </Button>
          <Button kind="quiet" icon={closeIcon} onClick={() => start({ ...noFilters, account: undefined })}>
            {texts.clear}
          </Button>
          {account && (
            <Button small onClick={() => start({ account: undefined })}>
              {texts.allAccounts}
            </Button>
          )}
          {!account && offered && (
            <Button small onClick={() => start({ account: offered })}>
              {texts.onlyAccount(isolate(offered.name), offered.login && isolate(offered.login))}
            </Button>
          )}
        </div>
      </form>
    </search>
  );
};

/** Whoever types another customer means another account. */
const freed = (name: keyof Filters): Partial<Filters> => (name === 'who' ? { account: undefined } : {});

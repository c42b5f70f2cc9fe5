// The customer's own earlier chats, above the one that runs (S145): to read only, a part at a time as one scrolls up there, from the newest back.
import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Earlier as EarlierPart } from '../../../shared/card-routes.ts';
import type { Failure } from '../../ui/api.ts';
import { formatDay } from '../../ui/time.ts';
import { Part } from './Log.tsx';
import type { SideProps } from './props.ts';
import { failureText } from './texts.ts';

/** Pixels from the top at which the next part is fetched, and from the end at which nobody has scrolled up. */
const NEAR = 100;

interface State {
  /** In the order in which they were said. */
  readonly parts: readonly EarlierPart[];
  readonly before?: string | undefined;
  readonly isAll?: boolean;
  readonly failure?: Failure;
}

export const Earlier = (props: SideProps) => {
  const { widget } = props;
  const chat = widget.view.value.chat;
  const first = chat?.entries.value[0];
  const start = chat && first && `${first.at}.${chat.chatId}`;
  return start ? <Parts key={start} {...props} start={start} /> : null;
};

/** By signals, as the window has no other state: a hook more would weigh in it. */
const createParts = (start: string) => {
  const state = signal<State>({ parts: [], before: start });
  let isBusy = false;
  let scroller: Element | null | undefined;
  let height = 0;
  const load = async () => {
    const { parts, before = start, isAll } = state.peek();
    if (isBusy || isAll) return;
    isBusy = true;
    const answer = await import('../browser/download.ts').then(
      ({ readEarlier }) => readEarlier(before),
      () => ({ lost: true }) as const,
    );
    isBusy = false;
    if (!('ok' in answer)) {
      state.value = { parts, before, failure: answer };
      return;
    }
    const { chat, before: next } = answer.ok;
    height = scroller?.scrollHeight ?? 0;
    state.value = { parts: chat ? [answer.ok, ...parts] : parts, before: next, isAll: next === undefined };
  };
  const look = () => {
    if (!scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (scrollHeight - clientHeight - scrollTop > NEAR && scrollTop < NEAR) void load();
  };
  return {
    state,
    load,
    root: (box: HTMLElement | null) => {
      scroller?.removeEventListener('scroll', look);
      scroller = box?.closest('.scroll');
      scroller?.addEventListener('scroll', look);
    },
    /** What was read stays where it was, below what came above it. */
    keepPlace: () => {
      if (scroller && height > 0) scroller.scrollTop += scroller.scrollHeight - height;
      height = 0;
    },
  };
};

const Parts = ({ start, ...props }: SideProps & { start: string }) => {
  const { texts } = props;
  const { state, load, root, keepPlace } = useMemo(() => createParts(start), [start]);
  const { parts, isAll, failure } = state.value;
  useEffect(keepPlace, [parts]);

  return (
    <div ref={root}>
      <p class="small note earlier">
        {isAll ? (
          parts.length === 0 && texts.noEarlier
        ) : (
          <button type="button" class="link" onClick={() => void load()}>
            {texts.earlier}
          </button>
        )}
      </p>
      {failure && (
        <p class="small note" role="alert">
          {failureText(texts, failure)}
        </p>
      )}
      {parts.map(({ chat, entries }) => (
        <section
          key={`${chat?.id}${entries[0]?.seq}`}
          aria-label={chat && `${texts.earlier} ${formatDay(chat.startedAt, texts.locale)}`}
        >
          <Part {...props} rows={entries} before={undefined} lastOwn={undefined} canSend={false} />
        </section>
      ))}
      {parts.length > 0 && <p class="small note">{texts.thisChat}</p>}
    </div>
  );
};

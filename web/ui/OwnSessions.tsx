// One's own sessions (S129): where one is signed in, in words, with the way out of one or of all others.
import { useEffect, useState } from 'preact/hooks';
import type { OwnSession } from '../../shared/session-routes.ts';
import type { sessions } from '../../shared/text/nl/sessions.ts';
import type { Text } from '../../shared/text/text.ts';
import { Alert } from './Alert.tsx';
import { type Answer, answerText, request } from './api.ts';
import { Button } from './Button.tsx';
import { Loading } from './Spinner.tsx';
import { goToLogin } from './session.ts';
import { Time } from './Time.tsx';
import { formatDateTime } from './time.ts';
import type { CommonTexts, UiTexts } from './types.ts';

export interface SessionsProps {
  words: Text<typeof sessions>;
  ui: UiTexts;
  common: CommonTexts;
}

interface List {
  readonly sessions: readonly OwnSession[];
  readonly more: boolean;
}

/** What was done last: said, with the list as it is then. */
type Outcome =
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string };

export const OwnSessions = ({ words, ui, common }: SessionsProps) => {
  const [list, setList] = useState<List>();
  const [outcome, setOutcome] = useState<Outcome>();
  /** What is being ended: an id, or all others. */
  const [busy, setBusy] = useState<string>();

  const failed = (answer: Exclude<Answer<unknown>, { readonly ok: unknown }>) => {
    if ('error' in answer && answer.error.code === 'not_signed_in') goToLogin();
    else setOutcome({ kind: 'failed', text: answerText(answer, ui, common) });
  };
  const load = async () => {
    const answer = await request('GET /api/sessions', {});
    if ('ok' in answer) setList(answer.ok);
    else failed(answer);
  };
  useEffect(() => void load(), []);

  const end = async (what: string, done: string, ask: () => Promise<Answer<unknown>>) => {
    if (busy !== undefined) return;
    setBusy(what);
    setOutcome(undefined);
    const answer = await ask();
    setBusy(undefined);
    if (!('ok' in answer)) return failed(answer);
    setOutcome({ kind: 'done', text: done });
    await load();
  };
  const endOne = ({ id: sessionId }: OwnSession) =>
    end(sessionId, words.ended, () => request('DELETE /api/sessions/{sessionId}', { sessionId }));
  const endOthers = () =>
    end('others', words.endedOthers, () => request('POST /api/sessions/end-others', {}));
  const hasOthers = list !== undefined && (list.sessions.length > 1 || list.more);

  return (
    <>
      {outcome && <Alert kind={outcome.kind === 'done' ? 'success' : 'error'}>{outcome.text}</Alert>}
      {!list && !outcome && <Loading label={ui.loading} />}
      {!list && outcome && (
        <p>
          <Button onClick={load}>{ui.again}</Button>
        </p>
      )}
      {list && (
        <ul class="sessions">
          {list.sessions.map((session) => (
            <li key={session.id} class="card sessions__one">
              <Where session={session} words={words} common={common} />
              {!session.isThis && (
                <Button
                  small
                  busy={busy === session.id}
                  aria-label={words.endLabel(deviceText(session, words))}
                  onClick={() => endOne(session)}
                >
                  {words.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {list && !hasOthers && <p class="soft">{words.onlyThis}</p>}
      {list?.more && <p class="soft">{words.more(list.sessions.length)}</p>}
      {hasOthers && (
        <p class="sessions__all">
          <Button kind="danger" busy={busy === 'others'} onClick={endOthers}>
            {words.endOthers}
          </Button>
          <span class="soft">{words.othersHint}</span>
        </p>
      )}
    </>
  );
};

const deviceText = ({ browser, system }: OwnSession, words: SessionsProps['words']): string => {
  const called = browser ?? words.unknownBrowser;
  return system ? words.device(called, system) : called;
};

const Where = ({
  session,
  words,
  common,
}: Pick<SessionsProps, 'words' | 'common'> & { session: OwnSession }) => {
  const { startedAt, seenAt, isThis, isConnected } = session;
  const when = (at: number | undefined) =>
    at === undefined ? words.unknown : <Time at={at} locale={common.locale} format={formatDateTime} />;
  return (
    <div class="sessions__where">
      <h2>
        {deviceText(session, words)} {isThis && <span class="badge">{words.this}</span>}
      </h2>
      <p class="soft">
        {words.started} {when(startedAt)}
      </p>
      {!isThis && (
        <p class="soft">
          {isConnected ? (
            words.now
          ) : (
            <>
              {words.seen} {when(seenAt)}
            </>
          )}
        </p>
      )}
    </div>
  );
};

// The answer to one GET for a page: undefined while it is on its way, and a way to ask again.
import { useEffect, useState } from 'preact/hooks';
import type { RouteInput, RouteName, RouteReply } from '../../shared/routes.ts';
import { type Answer, request } from '../ui/api.ts';
import { goToLogin } from '../ui/session.ts';

type GetName = Extract<RouteName, `GET ${string}`>;

interface AsyncContent<N extends GetName> {
  readonly answer: Answer<RouteReply<N>> | undefined;
  readonly again: () => void;
}

/** A session that ran out meanwhile opens the login page. */
export const useRequest = <N extends GetName>(name: N, input: RouteInput<N>): AsyncContent<N> => {
  const [answer, setAnswer] = useState<Answer<RouteReply<N>>>();
  const [attempt, setAttempt] = useState(0);
  const question = JSON.stringify(input);
  useEffect(() => {
    let current = true;
    setAnswer(undefined);
    request(name, input).then((next) => {
      if (!current) return;
      if ('error' in next && next.error.code === 'not_signed_in') goToLogin();
      else setAnswer(next);
    });
    return () => {
      current = false;
    };
  }, [name, question, attempt]);
  return { answer, again: () => setAttempt(attempt + 1) };
};

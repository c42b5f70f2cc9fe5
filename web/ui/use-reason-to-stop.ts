// Why the server lets this page in no more: a refused handshake tells nothing, so it is asked once the connection stopped.
import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { RefusalCode } from '../../shared/errors.ts';

/** @returns nothing until it is known; without an answer the session is over. */
export const useReasonToStop = (isStopped: boolean): RefusalCode | undefined => {
  // With the hooks that the chat window has anyway.
  const reason = useMemo(() => signal<RefusalCode | undefined>(undefined), []);
  useEffect(() => {
    if (isStopped)
      void askReason().then((code) => {
        reason.value = code;
      });
  }, [isStopped]);
  return reason.value;
};

/** Not by api.ts, which a chat that is never stopped does without. */
const askReason = async (): Promise<RefusalCode> => {
  try {
    const answer = await (await fetch('/api/session')).json();
    return answer.error.code;
  } catch {
    return 'not_signed_in';
  }
};

// One answer of the server on a page: asked when the page opens, and again on demand. Independent of routes.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Answer } from '../../ui/api.ts';

export const useAnswer = <T>(ask: () => Promise<Answer<T>>) => {
  const answer = useSignal<Answer<T> | undefined>(undefined);
  const load = async () => {
    answer.value = await ask();
  };
  useEffect(() => void load(), []);
  return { answer, load };
};

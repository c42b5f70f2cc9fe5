// Fetches what a chat window has beside the talking, once the window is there: notes and what can be done with what was said.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk, useTexts } from '../shell/uses.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import type { SaidPart } from './said-part.tsx';

/** Nothing until it is there, or when it could not be had: one can talk all the same. */
export const useSaidPart = (window: ChatWindow): SaidPart | undefined => {
  const desk = useDesk();
  const { language } = useTexts();
  const said = useSignal<SaidPart | undefined>(undefined);
  useEffect(() => {
    let isGone = false;
    const load = async () => {
      const { createSaidPart } = await import('./window-parts.ts');
      const made = await createSaidPart(desk, window, language);
      if (isGone) made.close();
      else said.value = made;
    };
    load().catch(() => {});
    return () => {
      isGone = true;
      said.peek()?.close();
    };
  }, []);
  return said.value;
};

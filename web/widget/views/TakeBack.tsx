// An own message is taken back, for two minutes after it was sent (S138).
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { TAKE_BACK_MS } from '../../../shared/rules.ts';
import { IconButton } from '../../ui/Button.tsx';
import { undoIcon } from '../../ui/icons.ts';
import { takeBack } from '../model/beside.ts';
import type { BubbleProps, SideProps } from './props.ts';
import { failureText } from './texts.ts';

/** First the sign, then the word: what is taken back cannot be brought again. */
export const TakeBack = ({ widget, texts, line }: SideProps & Partial<BubbleProps>) => {
  const isOver = useSignal(false);
  const isAsking = useSignal(false);
  const fault = useSignal('');
  const seq = line?.seq;
  const ends = (line?.at ?? 0) + TAKE_BACK_MS;
  useEffect(() => {
    const timer = setTimeout(() => {
      isOver.value = true;
    }, ends - Date.now());
    return () => clearTimeout(timer);
  }, []);
  if (seq === undefined || isOver.value) return null;
  const withdraw = async () => {
    const answer = await takeBack(widget, seq);
    if ('ok' in answer) return;
    const isTooLate = 'error' in answer && answer.error.code === 'forbidden';
    fault.value = isTooLate ? texts.tooLate : failureText(texts, answer);
  };
  return (
    <>
      {isAsking.value ? (
        <div class="small foot">
          <button
            type="button"
            class="link wrong"
            ref={takeFocus}
            onBlur={() => {
              isAsking.value = false;
            }}
            onClick={withdraw}
          >
            {texts.withdraw}
          </button>
        </div>
      ) : (
        <IconButton
          small
          class="take-back"
          icon={undoIcon}
          label={texts.withdraw}
          onClick={() => {
            isAsking.value = true;
          }}
        />
      )}
      <p class="small foot" role="alert">
        {fault.value}
      </p>
    </>
  );
};

const takeFocus = (button: HTMLButtonElement | null) => button?.focus();

// Under an own message that was not sent: why, and what to do with it.
import { refusalText } from '../../../shared/text/text.ts';
import type { BubbleProps, SideProps } from './props.ts';

export const FailedFoot = ({ widget, texts, line, canSend }: SideProps & Partial<BubbleProps>) => {
  const { refusal, cid } = line ?? {};
  return (
    <div class="small foot">
      <p>
        {texts.delivery.failed}
        {refusal && `: ${refusalText(texts, refusal)}`}
      </p>
      {canSend && cid && (
        <>
          <button type="button" class="link" onClick={() => widget.again(cid)}>
            {texts.tryAgain}
          </button>
          <button type="button" class="link" onClick={() => widget.restoreDraft(cid)}>
            {texts.takeBack}
          </button>
        </>
      )}
    </div>
  );
};

// How long a long message is, and that it is too long to be sent.
import { countCharacters, TEXT_MAX } from '../../../shared/rules.ts';
import type { SideProps } from './props.ts';

export const CharacterCount = ({ widget, texts }: SideProps) => {
  const count = countCharacters(widget.draft.value);
  const isTooLong = count > TEXT_MAX;
  const number = (value: number) => value.toLocaleString(texts.locale);
  return (
    <>
      <p class={`small below${isTooLong ? ' wrong' : ''}`}>
        {texts.characterCount(number(count), number(TEXT_MAX))}
      </p>
      <div class="small below wrong" role="alert">
        {isTooLong && <p>{texts.refusals.text_too_long({ max: TEXT_MAX })}</p>}
      </div>
    </>
  );
};

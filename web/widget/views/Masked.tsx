// Under an own message: which number in it was masked, and why (S139).
import { findMasked } from '../../../shared/masked.ts';
import type { BubbleProps, SideProps } from './props.ts';

export const Masked = ({ texts, line }: SideProps & Partial<BubbleProps>) => {
  const kinds = findMasked(line?.text ?? '').map((kind) => texts.maskKinds[kind]);
  return kinds.length > 0 ? (
    <p class="small foot">{texts.masked(new Intl.ListFormat(texts.locale).format(kinds))}</p>
  ) : null;
};

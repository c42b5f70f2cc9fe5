// Why a chat ended, in words. A reason that only a newer server knows is told as the end alone.
import type { EndReason } from '../../shared/model.ts';

export const endingText = (
  texts: {
    readonly endings: Readonly<Partial<Record<EndReason, string>>>;
    readonly over: string;
  },
  reason: EndReason,
): string => (Object.hasOwn(texts.endings, reason) && texts.endings[reason]) || texts.over;

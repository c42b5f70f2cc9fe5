// "Gebruik en kosten": what the chats of this month used, and what that costs at the prices of now.
import { PRICED_ON } from '../../shared/prices.ts';
import { estimateDollars, monthOf } from '../domain/usage.ts';
import type { Action } from '../pipeline/action.ts';
import { readUsage } from '../store/desk.ts';

export const usageRead: Action<'usage.read'> = async ({ db, now }, _me) => {
  const month = monthOf(now());
  const { chats, messages, connected, missed } = await readUsage(db, month);
  const minutes = Math.round(connected / 60_000);
  return {
    ok: {
      month,
      chats,
      messages,
      minutes,
      missed,
      dollars: estimateDollars({ chats, messages, minutes }),
      pricedOn: PRICED_ON,
    },
  };
};

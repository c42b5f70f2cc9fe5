// When the helpdesk opens, in English.
import { createWhenOpen } from '../when-open.ts';

export const whenOpen = createWhenOpen({
  locale: 'en-GB',
  today: 'today',
  tomorrow: 'tomorrow',
  moment: (day, hour, minute) => `${day} at ${hour}:${minute}`,
});

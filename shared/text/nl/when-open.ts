// When the helpdesk opens, in Dutch.
import { createWhenOpen } from '../when-open.ts';

export const whenOpen = createWhenOpen({
  locale: 'nl',
  today: 'vandaag',
  tomorrow: 'morgen',
  moment: (day, hour, minute) => `${day} om ${hour}.${minute} uur`,
});

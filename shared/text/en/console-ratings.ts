// English texts of the report of ratings.
import type { ratings as nlRatings } from '../nl/console-ratings.ts';
import type { Text } from '../text.ts';
import { plural } from './plural.ts';

export const ratings: Text<typeof nlRatings> = {
  lead: 'What customers thought of their chat.',
  period: 'Period',
  months: (count) => plural(count, 'This month', `Last ${count} months`),
  download: 'Download CSV',
  fileName: (from, to) => `ratings-${from}-${to}.csv`,
  emptyTitle: 'No ratings yet',
  empty: 'No customer gave a rating in this period.',
  average: 'Average',
  averageOf: (average) => `${average} of 5`,
  count: 'Ratings',
  unhappy: '1 or 2 stars',
  perStar: 'Per number of stars',
  perMonth: 'Per month',
  perAgent: 'Per agent',
  star: 'Stars',
  share: 'Share',
  month: 'Month',
  agent: 'Agent',
  stars: (stars) => plural(stars, '1 star', `${stars} stars`),
  chartOfStars: (parts) => `Bar chart of the number of ratings per number of stars: ${parts}.`,
  chartOfMonths: (parts) => `Bar chart of the average per month: ${parts}.`,
  part: (label, value) => `${label}: ${value}`,
  comments: 'Comments',
  noComments: 'Nobody left a comment.',
  moreComments: 'Show more comments',
  toChat: 'Open chat',
  nobody: 'no agent',
  removed: (count) => `${count} ratings are past their retention period: only their numbers count.`,
  csv: {
    month: 'Month',
    at: 'Given at (UTC)',
    stars: 'Stars',
    count: 'Count',
    agents: 'Agents',
    comment: 'Comment',
    chat: 'Chat',
  },
};

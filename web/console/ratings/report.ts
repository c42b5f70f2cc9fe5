// Adding up ratings: per number of stars, month and agent. Pure; no screen and no request.
import type { RatingLine, StarCounts } from '../../../shared/history-routes.ts';
import type { RouteReply } from '../../../shared/routes.ts';

/** All there is of one month, its pages together. */
export interface MonthOfRatings {
  /** `2026-11` */
  readonly month: string;
  readonly ratings: readonly RatingLine[];
  /** Those whose chat was removed, as counts. */
  readonly removed: RouteReply<'GET /api/ratings'>['removed'];
}

export interface RatingFigures {
  readonly counts: StarCounts;
  readonly count: number;
  /** 1 to 5; absent without ratings. */
  readonly average?: number;
}

export interface AgentFigures extends RatingFigures {
  readonly id: string;
  readonly name: string;
}

export interface Report extends RatingFigures {
  readonly months: readonly (RatingFigures & { readonly month: string })[];
  /** Most ratings first. */
  readonly agents: readonly AgentFigures[];
  /** Newest first. */
  readonly comments: readonly RatingLine[];
  readonly removed: number;
}

const none: StarCounts = [0, 0, 0, 0, 0];

export const add = (a: StarCounts, b: StarCounts): StarCounts => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
  a[4] + b[4],
];

const single = ({ stars }: Pick<RatingLine, 'stars'>): StarCounts => {
  const counts: StarCounts = [0, 0, 0, 0, 0];
  counts[stars - 1] = 1;
  return counts;
};

const figuresOf = (counts: StarCounts): RatingFigures => {
  const count = counts.reduce((sum, number) => sum + number, 0);
  const stars = counts.reduce((sum, number, index) => sum + number * (index + 1), 0);
  return { counts, count, ...(count > 0 && { average: stars / count }) };
};

const sum = (counts: readonly StarCounts[]): StarCounts => counts.reduce(add, none);

/** @param months in any order; the report has them oldest first. */
export const summarise = (given: readonly MonthOfRatings[]): Report => {
  const months = [...given].sort((a, b) => (a.month < b.month ? -1 : 1));
  const perMonth = months.map(({ month, ratings, removed }) => ({
    month,
    ...figuresOf(add(sum(ratings.map(single)), removed.all)),
  }));
  const byAgent = new Map<string, { name: string; counts: StarCounts }>();
  const note = (id: string, name: string, counts: StarCounts) =>
    byAgent.set(id, { name, counts: add(byAgent.get(id)?.counts ?? none, counts) });
  for (const { ratings, removed } of months) {
    // The name an agent had last is the one shown.
    for (const { agent, counts } of removed.agents) note(agent.id, agent.name, counts);
    for (const rating of ratings) for (const { id, name } of rating.agents) note(id, name, single(rating));
  }
  const agents = [...byAgent].map(([id, { name, counts }]) => ({ id, name, ...figuresOf(counts) }));
  return {
    ...figuresOf(sum(perMonth.map(({ counts }) => counts))),
    months: perMonth,
    agents: agents.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name)),
    comments: months
      .flatMap(({ ratings }) => ratings)
      .filter(({ comment }) => comment !== '')
      .sort((a, b) => b.at - a.at),
    removed: figuresOf(sum(months.map(({ removed }) => removed.all))).count,
  };
};

/** The last `count` months up to the one `now` is in, newest first; by UTC, as ratings are kept. */
export const lastMonths = (now: number, count: number): string[] => {
  const date = new Date(now);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back)).toISOString().slice(0, 7),
  );
};

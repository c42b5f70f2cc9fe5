// What AWS asks for what the product uses: the one place with prices. Independent of any chat.

/** Dublin. Ohio's and Frankfurt's differ by some 10 %. */
export const PRICED_IN = 'eu-west-1';
/** The publication of the newest list below; dollars without tax and without a free tier. */
export const PRICED_ON = '2026-08-15';

/** Dollars for one of each. */
const prices = {
  /** AWS Price List, AmazonDynamoDB, publication 2026-08-15: on-demand request units. */
  writeUnit: 0.705e-6,
  readUnit: 0.1415e-6,
  /** API Gateway pricing page, WebSocket APIs: messages in steps of 32 KB, in and out; connection minutes. */
  frame: 1.14e-6,
  connectedMinute: 0.285e-6,
  /** AWS Price List, AmazonApiGateway, July 2026: HTTP API. */
  request: 1.11e-6,
  /** Lambda pricing page: arm64. */
  invocation: 0.2e-6,
  gigabyteSecond: 13.3334e-6,
  /** EventBridge pricing page: custom events, in steps of 64 KB. */
  busEvent: 1e-6,
  /** S3 pricing page: PUT, and GET or HEAD. */
  filePut: 5e-6,
  fileGet: 0.4e-6,
  /** CloudWatch pricing page: logs taken in, by byte. */
  loggedByte: 0.57e-9,
  /** CloudFront pricing page: to viewers in Europe, by byte. */
  sentByte: 0.085e-9,
} as const;

export type Priced = keyof typeof prices;

/** How many of each were used; what is left out is none. */
export type Consumption = { readonly [P in Priced]?: number };

const names = Object.keys(prices) as Priced[];

/** Dollars. */
export const dollarsOf = (used: Consumption): number =>
  names.reduce((sum, name) => sum + (used[name] ?? 0) * prices[name], 0);

/** Dollars for each part apart. */
export const dollarsByPart = (used: Consumption): Readonly<Record<Priced, number>> => {
  const parts = names.map((name) => [name, (used[name] ?? 0) * prices[name]] as const);
  return Object.fromEntries(parts) as Record<Priced, number>;
};

export const addUp = (...all: readonly Consumption[]): Consumption =>
  Object.fromEntries(names.map((name) => [name, all.reduce((sum, used) => sum + (used[name] ?? 0), 0)]));

export const times = (used: Consumption, count: number): Consumption =>
  Object.fromEntries(names.map((name) => [name, (used[name] ?? 0) * count]));

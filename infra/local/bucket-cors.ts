// What pages of other origins may do with a bucket, and where its name leads on this machine. Independent of any bucket of the product.
import * as v from 'valibot';

const texts = v.optional(v.array(v.string()), []);

export const BucketProperties = v.object({
  CorsConfiguration: v.optional(
    v.object({
      CorsRules: v.array(
        v.object({
          AllowedOrigins: v.array(v.string()),
          AllowedMethods: v.array(v.string()),
          AllowedHeaders: texts,
          MaxAge: v.optional(v.number()),
        }),
      ),
    }),
  ),
});

const all = (name: string, values: readonly string[]): string =>
  values.map((value) => `<${name}>${value}</${name}>`).join('');

/** As S3 takes it. */
export const toCors = ({ CorsConfiguration: config }: v.InferOutput<typeof BucketProperties>) =>
  config &&
  `<CORSConfiguration>${config.CorsRules.map(
    (rule) =>
      `<CORSRule>${all('AllowedOrigin', rule.AllowedOrigins)}${all('AllowedMethod', rule.AllowedMethods)}${all('AllowedHeader', rule.AllowedHeaders)}<MaxAgeSeconds>${rule.MaxAge ?? 0}</MaxAgeSeconds></CORSRule>`,
  ).join('')}</CORSConfiguration>`;

export type LeadToBuckets = <T extends Readonly<Record<string, string>>>(texts: T) => Record<string, string>;

/** The host of a bucket, in a function's environment or a header, becomes that of the local S3, which has them all. */
export const leadToBuckets =
  (
    { buckets }: { readonly buckets: readonly { attribute(name: string): string }[] },
    endpoint: string,
  ): LeadToBuckets =>
  (texts) =>
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        buckets.reduce(
          (led, { attribute }) => led.replaceAll(attribute('RegionalDomainName'), new URL(endpoint).host),
          text,
        ),
      ]),
    );

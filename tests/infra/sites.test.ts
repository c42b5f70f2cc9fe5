// The two sites on CloudFront: their headers, their way to the APIs, their files.
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { aTemplate, idIn } from './support/template.ts';

const template = aTemplate();
const sites = ['Portal', 'Console'] as const;
type Site = (typeof sites)[number];

const Association = v.object({ EventType: v.literal('viewer-request'), FunctionARN: v.unknown() });
const Behaviour = v.object({
  PathPattern: v.optional(v.string()),
  TargetOriginId: v.string(),
  ResponseHeadersPolicyId: v.unknown(),
  FunctionAssociations: v.optional(v.array(Association), []),
});
const Distribution = v.object({
  DistributionConfig: v.object({
    Origins: v.array(v.looseObject({ Id: v.string(), DomainName: v.unknown() })),
    DefaultCacheBehavior: Behaviour,
    CacheBehaviors: v.array(v.looseObject(Behaviour.entries)),
    CustomErrorResponses: v.unknown(),
  }),
});

const configOf = (site: Site) =>
  v.parse(Distribution, template.named('CloudFront::Distribution', `${site}Distribution`).Properties)
    .DistributionConfig;
/** The behaviours beside the pages, without those for other companies' pages and what is the same for everybody. */
const apisOf = (site: Site) =>
  configOf(site).CacheBehaviors.filter(({ PathPattern = '' }) => !/^\/(embed|api\/brand$)/.test(PathPattern));
const originOf = (site: Site, id: string) => configOf(site).Origins.find(({ Id }) => Id === id);

/** AWS's own policies, which have the same ids in every account. */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

interface EdgeRequest {
  uri: string;
  headers: Record<string, { value: string }>;
}

/** Runs a viewer function of the template as CloudFront would. */
const runEdge = (id: string, request: EdgeRequest): EdgeRequest => {
  const edge = template.resources.find((resource) => resource.id === id);
  const code = v.parse(v.string(), edge?.Properties.FunctionCode);
  return runInNewContext(`${code}; handler({ request })`, { request });
};

/** With the host of the bucket of what people send as a word. */
const withFilesHost = (config: unknown): unknown =>
  JSON.parse(
    JSON.stringify(config).replace(
      /\{"Fn::Join":\["",\[([^\]]*?\{"Fn::GetAtt":\["Uploads\w{8}","RegionalDomainName"\]\}.*?)\]\]\}/g,
      (_all, parts: string) =>
        JSON.stringify(
          (JSON.parse(`[${parts}]`) as unknown[])
            .map((part) => (typeof part === 'string' ? part : 'FILES'))
            .join(''),
        ),
    ),
  );

describe.each(sites)('the site %s', (site) => {
  it('leads /api/* and /ws to API Gateway, never cached, with all of the viewer but its Host', () => {
    expect(apisOf(site).map(({ PathPattern }) => PathPattern)).toEqual(['/api/*', '/ws']);
    for (const behaviour of apisOf(site)) {
      expect(behaviour).toMatchObject({
        CachePolicyId: CACHING_DISABLED,
        OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
        ViewerProtocolPolicy: 'https-only',
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      });
      const origin = originOf(site, behaviour.TargetOriginId);
      expect(origin).toMatchObject({
        OriginCustomHeaders: [
          { HeaderName: 'x-site', HeaderValue: site.toLowerCase() },
          { HeaderName: 'x-origin-secret', HeaderValue: { 'Fn::GetAtt': ['OriginSecretValue', 'Current'] } },
        ],
        CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
      });
      const api = behaviour.PathPattern === '/ws' ? 'SocketApi' : 'HttpApi';
      expect(JSON.stringify(origin?.DomainName)).toMatch(new RegExp(`"Ref":"${api}[0-9A-F]{8}"`));
    }
  });

  it("tells the APIs the viewer's host, whatever a viewer says of it", () => {
    for (const { FunctionAssociations } of apisOf(site)) {
      const { headers } = runEdge(idIn(FunctionAssociations[0]?.FunctionARN), {
        uri: '/api/session',
        headers: { host: { value: 'portaal.example.nl' }, 'x-viewer-host': { value: 'evil.example' } },
      });
      expect(headers['x-viewer-host']).toEqual({ value: 'portaal.example.nl' });
    }
  });

  it('may ask its bucket what there is, so that a file that is not there is not called forbidden', () => {
    const { Properties } = template.named('S3::BucketPolicy', `${site}BucketPolicy`);
    expect(JSON.stringify(Properties.PolicyDocument)).toContain('"s3:ListBucket"');
  });

  it('keeps no error of a server for anybody else', () => {
    expect(configOf(site).CustomErrorResponses).toEqual(
      [500, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
    );
  });

  it.each([
    ['/', '/index.html'],
    ['/meldingen/12', '/index.html'],
    ['/v1.2/pagina', '/index.html'],
    ['/index.html', '/index.html'],
    ['/chat.js', '/chat.js'],
    ['/assets/main-LY6BFBAW.js', '/assets/main-LY6BFBAW.js'],
  ])('answers %s with %s', (asked, given) => {
    const [first] = configOf(site).DefaultCacheBehavior.FunctionAssociations;
    expect(runEdge(idIn(first?.FunctionARN), { uri: asked, headers: {} }).uri).toBe(given);
  });

  it('sends everything under one policy of headers', () => {
    const policies = [configOf(site).DefaultCacheBehavior, ...apisOf(site)].map((each) =>
      idIn(each.ResponseHeadersPolicyId),
    );
    expect(new Set(policies).size).toBe(1);
    const policy = template.named('CloudFront::ResponseHeadersPolicy', `${site}Headers`);
    expect(policy.id).toBe(policies[0]);
    expect(withFilesHost(policy.Properties.ResponseHeadersPolicyConfig)).toMatchObject({
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          Override: true,
          ContentSecurityPolicy: [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: FILES",
            "font-src 'self'",
            "connect-src 'self' FILES",
            "manifest-src 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
          ].join('; '),
        },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
        StrictTransportSecurity: {
          AccessControlMaxAgeSec: 63_072_000,
          IncludeSubdomains: true,
          Override: true,
        },
      },
      CustomHeadersConfig: {
        Items: [
          { Header: 'Cross-Origin-Opener-Policy', Value: 'same-origin', Override: true },
          { Header: 'Cross-Origin-Resource-Policy', Value: 'same-origin', Override: true },
          { Header: 'Permissions-Policy', Override: true },
        ],
      },
    });
  });

  it('[S124] lets others load one script and frame one document, on the portal alone', () => {
    const others = configOf(site).CacheBehaviors.filter(({ PathPattern = '' }) =>
      /^\/embed/.test(PathPattern),
    );
    expect(others.map(({ PathPattern }) => PathPattern)).toEqual(
      site === 'Portal' ? ['/embed.js', '/embed'] : [],
    );
    const policyOf = (id: unknown) =>
      Object(
        template.ofType('CloudFront::ResponseHeadersPolicy').find((each) => each.id === idIn(id))?.Properties
          .ResponseHeadersPolicyConfig,
      );
    for (const { PathPattern, ResponseHeadersPolicyId } of others) {
      const { SecurityHeadersConfig: security, CustomHeadersConfig } = policyOf(ResponseHeadersPolicyId);
      const isDocument = PathPattern === '/embed';
      // The function itself says who may show it.
      expect('ContentSecurityPolicy' in security).toBe(!isDocument);
      expect('FrameOptions' in security).toBe(!isDocument);
      // The window that it opens knows by it that it was the frame.
      expect(security.ReferrerPolicy.ReferrerPolicy).toBe(isDocument ? 'same-origin' : 'no-referrer');
      expect(CustomHeadersConfig.Items[1]).toMatchObject({
        Header: 'Cross-Origin-Resource-Policy',
        Value: isDocument ? 'same-origin' : 'cross-origin',
      });
    }
    const [cache] = template.ofType('CloudFront::CachePolicy');
    expect(cache?.Properties.CachePolicyConfig).toMatchObject({ MaxTTL: 60, DefaultTTL: 0, MinTTL: 0 });
  });

  it('reads its files from a private bucket that only this distribution may read', () => {
    const { DefaultCacheBehavior } = configOf(site);
    const origin = originOf(site, DefaultCacheBehavior.TargetOriginId);
    expect(idIn(v.parse(v.tuple([v.unknown()]), [origin?.OriginAccessControlId])[0])).toMatch(/FilesAccess/);
    const policy = JSON.stringify(template.named('S3::BucketPolicy', `${site}BucketPolicy`).Properties);
    expect(policy).toContain('"Service":"cloudfront.amazonaws.com"');
    expect(policy).toContain(
      `"Ref":"${template.named('CloudFront::Distribution', `${site}Distribution`).id}"`,
    );
  });

  it('lets browsers keep files with a hash in their name, and ask again for the others', () => {
    const deployments = template.resources.filter(
      ({ id, Type }) => Type === 'Custom::CDKBucketDeployment' && id.startsWith(site),
    );
    expect(deployments).toHaveLength(2);
    expect(deployments.map(({ Properties }) => Properties)).toMatchObject([
      {
        Exclude: ['*'],
        Include: ['assets/*'],
        Prune: false,
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      },
      { Exclude: ['assets/*'], Prune: false, SystemMetadata: { 'cache-control': 'no-cache' } },
    ]);
    expect(deployments[1]?.DependsOn).toContain(deployments[0]?.id);
  });
});

describe('host names', () => {
  const hosts = {
    portalHost: 'portaal.example.nl',
    consoleHost: 'helpdesk.example.nl',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1',
  };

  it('are one for each site, with TLS 1.2 at least', () => {
    const named = aTemplate(hosts);
    for (const [site, host] of [
      ['Portal', hosts.portalHost],
      ['Console', hosts.consoleHost],
    ]) {
      expect(named.named('CloudFront::Distribution', `${site}Distribution`).Properties).toMatchObject({
        DistributionConfig: {
          Aliases: [host],
          ViewerCertificate: {
            AcmCertificateArn: hosts.certificateArn,
            MinimumProtocolVersion: 'TLSv1.2_2021',
          },
        },
      });
    }
  });

  it('are given with their certificate, or not at all', () => {
    expect(() => aTemplate({ portalHost: hosts.portalHost })).toThrow('go together');
    expect(() => aTemplate({ ...hosts, consoleHost: hosts.portalHost })).toThrow('must differ');
  });
});

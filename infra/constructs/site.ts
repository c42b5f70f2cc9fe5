// One static site on CloudFront, with the APIs under its own host: no CORS, one cookie, one content security policy.
import { join } from 'node:path';
import { Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { HttpApi, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { contentSecurityPolicy } from '../../shared/content-security.ts';
import type { Config } from '../config.ts';
import type { Functions } from './functions.ts';
import { EMBED_PATH } from './http-api.ts';
import type { OriginSecret } from './origin-secret.ts';
import { SECURITY_TEXT, securityTextFile } from './security-text.ts';
import { STAGE } from './socket-api.ts';

export type SiteName = 'portal' | 'console';

export interface SiteProps {
  readonly name: SiteName;
  readonly config: Config;
  readonly httpApi: HttpApi;
  readonly socketApi: WebSocketApi;
  readonly originSecret: OriginSecret;
  /** Where pages get and put files that people send. */
  readonly uploads: Bucket;
  /** They take a new secret before this sends it. */
  readonly functions: Functions;
  /** For the names of both sites, in us-east-1; where there are names. */
  readonly certificate?: ICertificate | undefined;
  /** Where the copying of the files reports. */
  readonly deployLog: LogGroup;
}

const PERMISSIONS_POLICY = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()';

/** API Gateway wants its own Host; the viewer's travels beside it, for the exact-Origin rule. */
const FORWARD_HOST = `function handler(event) {
  var request = event.request;
  request.headers['x-viewer-host'] = { value: request.headers.host.value };
  return request;
}`;

/** Pages are one document: a path without a file ending is the site's to understand. */
const PAGES = `function handler(event) {
  var request = event.request;
  if (request.uri.split('/').pop().indexOf('.') === -1) request.uri = '/index.html';
  return request;
}`;

/**
 * CloudFront keeps these for ten seconds and gives them to everybody who asks for the same path, whatever the answer
 * says of itself: one person's failed request would be everyone's.
 */
const NEVER_KEPT = [500, 502, 503, 504];

/** @returns the distribution; its domain name is the site's address when the deployment names no host. */
export const createSite = (parent: Construct, props: SiteProps): Distribution => {
  const { name, config } = props;
  const scope = new Construct(parent, name === 'portal' ? 'Portal' : 'Console');
  const bucket = new Bucket(scope, 'Bucket', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    // The site is built again from the source at any time. Emptied by emptied.ts.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const filesHost = props.uploads.bucketRegionalDomainName;
  const headers = createHeaders(scope, 'Headers', { filesHost });
  const forwardHost = createEdgeFunction(scope, 'ForwardHost', FORWARD_HOST);
  const pages = createEdgeFunction(scope, 'Pages', PAGES);
  const api = (origin: IOrigin) => apiBehavior(origin, headers, forwardHost);
  // Without the right to list, S3 calls what is not there forbidden. Nothing can be listed: every path is one of an object.
  const files = S3BucketOrigin.withOriginAccessControl(bucket, {
    originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    originAccessControl: new S3OriginAccessControl(scope, 'FilesAccess', {
      originAccessControlName: globalName(scope, 'FilesAccess'),
    }),
  });
  const httpApi = apiOrigin(scope, props.httpApi.apiId, props);
  const http = api(httpApi);
  const distribution = new Distribution(scope, 'Distribution', {
    defaultBehavior: {
      origin: files,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers,
      compress: true,
      functionAssociations: [{ function: pages, eventType: FunctionEventType.VIEWER_REQUEST }],
    },
    additionalBehaviors: {
      // Everybody's, and the same for all: kept as long as the answer says.
      '/api/brand': {
        ...http,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
      },
      '/api/*': http,
      [`/${STAGE}`]: api(apiOrigin(scope, props.socketApi.apiId, props)),
      ...(name === 'portal' && embedBehaviors(scope, { files, httpApi, filesHost })),
    },
    ...(config.webAcl && { webAclId: config.webAcl }),
    errorResponses: NEVER_KEPT.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_100,
    ...(config.hosts && {
      domainNames: [config.hosts[name]],
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      ...(props.certificate && { certificate: props.certificate }),
    }),
  });
  distribution.node.addDependency(...Object.values(props.functions));
  deploy(scope, props, bucket, distribution);
  return distribution;
};

const apiOrigin = (
  scope: Construct,
  apiId: string,
  { name, originSecret }: Pick<SiteProps, 'name' | 'originSecret'>,
): IOrigin => {
  const { region, urlSuffix } = Stack.of(scope);
  return new HttpOrigin(Fn.join('.', [apiId, 'execute-api', region, urlSuffix]), {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    // Which site this is, and that it is CloudFront who says so; both go over what a viewer sends under that name.
    customHeaders: { 'x-site': name, 'x-origin-secret': originSecret.current },
    readTimeout: Duration.seconds(30),
  });
};

const apiBehavior = (
  origin: IOrigin,
  responseHeadersPolicy: ResponseHeadersPolicy,
  forwardHost: EdgeFunction,
): BehaviorOptions => ({
  origin,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  responseHeadersPolicy,
  functionAssociations: [{ function: forwardHost, eventType: FunctionEventType.VIEWER_REQUEST }],
});

/** What other companies' pages ask for: the script they name, and the document of the frame it makes. */
const embedBehaviors = (
  scope: Construct,
  {
    files,
    httpApi,
    filesHost,
  }: { readonly files: IOrigin; readonly httpApi: IOrigin; readonly filesHost: string },
): Record<string, BehaviorOptions> => ({
  '/embed.js': {
    origin: files,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    responseHeadersPolicy: createHeaders(scope, 'EmbedHeaders', { filesHost, loadedBy: 'cross-origin' }),
    compress: true,
  },
  // The same for everybody, so that a portal's visitors are not counted in invocations; no longer than a minute.
  [EMBED_PATH]: {
    origin: httpApi,
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    cachePolicy: new CachePolicy(scope, 'FrameCache', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.seconds(60),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    }),
    responseHeadersPolicy: createHeaders(scope, 'FrameHeaders', { filesHost, isFrame: true }),
    compress: true,
  },
});

/**
 * CloudFront has one list of names for all regions of an account, so a stack in a second one would be refused without
 * the region (S165). It takes 64 characters; the stage is what may be long.
 */
const globalName = (scope: Construct, id: string): string => {
  const { stackName, region } = Stack.of(scope);
  return `${stackName.replace(/^OfficeHeart/, '')}-${region}-${scope.node.id}${id}`;
};

const createEdgeFunction = (scope: Construct, id: string, code: string): EdgeFunction =>
  new EdgeFunction(scope, id, { code: FunctionCode.fromInline(code), runtime: FunctionRuntime.JS_2_0 });

interface HeadersOf {
  readonly filesHost: string;
  /** Its own function says who may show it in a frame: functions/routes/embed/document.ts. */
  readonly isFrame?: true;
  /** Who may load it into a page. */
  readonly loadedBy?: 'same-origin' | 'cross-origin';
}

const createHeaders = (
  scope: Construct,
  id: string,
  { filesHost, isFrame, loadedBy = 'same-origin' }: HeadersOf,
): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: globalName(scope, id),
    securityHeadersBehavior: {
      ...(!isFrame && {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(filesHost), override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      }),
      contentTypeOptions: { override: true },
      referrerPolicy: {
        // The window that a frame opens knows by it that it was the frame (web/portal/take-over.ts).
        referrerPolicy: isFrame ? HeadersReferrerPolicy.SAME_ORIGIN : HeadersReferrerPolicy.NO_REFERRER,
        override: true,
      },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
        { header: 'Cross-Origin-Resource-Policy', value: loadedBy, override: true },
        { header: 'Permissions-Policy', value: PERMISSIONS_POLICY, override: true },
      ],
    },
  });

/** Files with a hash in their name never change; the others are asked for again each time, and answered 304. */
const deploy = (
  scope: Construct,
  { name, config, deployLog: logGroup }: SiteProps,
  bucket: Bucket,
  distribution: Distribution,
): void => {
  const source = Source.asset(join(config.build, 'web', name));
  const hashed = new BucketDeployment(scope, 'DeployAssets', {
    sources: [source],
    destinationBucket: bucket,
    exclude: ['*'],
    include: ['assets/*'],
    // An open page of the version before still asks for its own files.
    prune: false,
    cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    logGroup,
  });
  const named = new BucketDeployment(scope, 'DeployPages', {
    sources: [source, ...securityTextFile(config)],
    destinationBucket: bucket,
    exclude: ['assets/*'],
    prune: false,
    cacheControl: [CacheControl.fromString('no-cache')],
    logGroup,
    distribution,
    distributionPaths: ['/index.html', '/chat.js', '/frame.js', '/embed.js', `/${SECURITY_TEXT}`],
  });
  // A page goes live after what it asks for.
  named.node.addDependency(hashed);
};

// The names of the sites: their certificate, and where the domain's name servers lead.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { SiteName } from './site.ts';

/** The only region of which CloudFront takes certificates. */
const CERTIFICATES = 'us-east-1';

/** Whether the certificate is of a stack of its own, whose outcome this one has to read. */
export const readsCertificate = ({ hosts, region }: Config): boolean =>
  hosts !== undefined && hosts.certificate === undefined && region !== CERTIFICATES;

const zoneIn = (scope: Construct, { hostedZone }: Config) =>
  hostedZone &&
  HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  });

/** @returns the one that is named, else one made for both names, confirmed by the hosted zone; none without names. */
export const findCertificate = (stack: Stack, config: Config): ICertificate | undefined => {
  const { hosts } = config;
  if (!hosts) return undefined;
  if (hosts.certificate) return Certificate.fromCertificateArn(stack, 'Certificate', hosts.certificate);
  const place = readsCertificate(config) ? createCertificateStack(stack, config) : stack;
  return new Certificate(place, 'Certificate', {
    domainName: hosts.portal,
    subjectAlternativeNames: [hosts.console],
    validation: CertificateValidation.fromDns(zoneIn(place, config)),
  });
};

/** A stack is in one region. The name has the other one in it, for two of them side by side. */
const createCertificateStack = ({ node, stackName }: Stack, { region, stage }: Config): Stack =>
  new Stack(node.scope, `${stackName}-certificate-${region}`, {
    env: { region: CERTIFICATES },
    description: 'OfficeHeart Chat: the certificate of both sites',
    crossRegionReferences: true,
    tags: { product: 'officeheart-chat', stage },
  });

export interface Named {
  readonly name: SiteName;
  readonly config: Config;
  readonly distribution: Distribution;
}

/** Leads a site's name to CloudFront, or says where it has to lead for whoever keeps the domain. */
export const nameSite = (stack: Stack, { name, config, distribution }: Named): void => {
  const host = config.hosts?.[name];
  if (!host) return;
  const site = distribution.node.scope;
  const zone = site && zoneIn(site, config);
  if (!site || !zone) {
    new CfnOutput(stack, name === 'portal' ? 'PortalTarget' : 'ConsoleTarget', {
      description: `CNAME of ${host}`,
      value: distribution.distributionDomainName,
    });
    return;
  }
  // A name that ends in a dot is whole.
  const record = {
    zone,
    recordName: `${host}.`,
    target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
  };
  new ARecord(site, 'Name', record);
  new AaaaRecord(site, 'NameV6', record);
};

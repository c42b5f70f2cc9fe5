// The product on AWS, from its parts; each part is a file in constructs/.
import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { createAlarms } from './constructs/alarms.ts';
import { createBudget } from './constructs/budget.ts';
import { createDashboard } from './constructs/dashboard.ts';
import { emptyAtRemoval } from './constructs/emptied.ts';
import { countUnpublished, createEvents } from './constructs/events.ts';
import { createFunctions } from './constructs/functions.ts';
import { createGatewayLogs } from './constructs/gateway-logs.ts';
import { createHttpApi } from './constructs/http-api.ts';
import { createLogGroup } from './constructs/log-group.ts';
import { createMail } from './constructs/mail.ts';
import { findCertificate, nameSite, readsCertificate } from './constructs/names.ts';
import { createDeploymentSecrets } from './constructs/origin-secret.ts';
import { isKept } from './constructs/removal.ts';
import { createRenewals } from './constructs/renewals.ts';
import { createSite, type SiteName } from './constructs/site.ts';
import { addRoutes, createSocketApi } from './constructs/socket-api.ts';
import { createSweep } from './constructs/sweep.ts';
import { createTable } from './constructs/table.ts';
import { createTranscripts } from './constructs/transcripts.ts';
import { createUploads } from './constructs/uploads.ts';

export const createStack = (scope: Construct, config: Config): Stack => {
  const stack = new Stack(scope, `OfficeHeartChat-${config.stage}`, {
    env: { region: config.region },
    description: 'OfficeHeart Chat: helpdesk live chat',
    crossRegionReferences: readsCertificate(config),
    terminationProtection: isKept(config),
  });
  const table = createTable(stack, config);
  const transcripts = createTranscripts(stack, config);
  const uploads = createUploads(stack, config);
  const socketApi = createSocketApi(stack);
  const events = createEvents(stack, config);
  const { originSecret, dataKey, maker } = createDeploymentSecrets(stack, config);
  const functions = createFunctions(stack, {
    config,
    table,
    transcripts,
    uploads,
    socketApi,
    events,
    originSecret,
    dataKey,
  });
  countUnpublished(functions);
  const socketStage = addRoutes(stack, socketApi, { config, functions });
  if (config.gatewayLogs) socketStage.node.addDependency(createGatewayLogs(stack));
  const httpApi = createHttpApi(stack, { config, functions });
  createSweep(stack, functions.sweep);
  createRenewals(stack, { events, renewer: functions['sign-in'] });
  if (config.budget && config.alarmEmail)
    createBudget(stack, { dollars: config.budget, email: config.alarmEmail, stage: config.stage });

  const deployLog = createLogGroup(stack, 'DeployLog', config);
  const certificate = findCertificate(stack, config);
  const hostOf = (name: SiteName): string => {
    const distribution = createSite(stack, {
      name,
      config,
      httpApi,
      socketApi,
      originSecret,
      uploads,
      functions,
      certificate,
      deployLog,
    });
    nameSite(stack, { name, config, distribution });
    return config.hosts?.[name] ?? distribution.distributionDomainName;
  };
  const hosts = { portal: hostOf('portal'), console: hostOf('console') };
  new CfnOutput(stack, 'PortalUrl', { value: `https://${hosts.portal}` });
  new CfnOutput(stack, 'ConsoleUrl', { value: `https://${hosts.console}` });
  const mail = config.mailFrom
    ? createMail(stack, { config, from: config.mailFrom, table, events, hosts })
    : undefined;
  if (config.alarms) {
    const watched = { config, functions, table, httpApi, socketApi, mail };
    const topic = createAlarms(stack, watched);
    createDashboard(stack, watched);
    new CfnOutput(stack, 'AlarmTopic', { value: topic.topicArn });
  }
  new CfnOutput(stack, 'TableName', { value: table.tableName });
  new CfnOutput(stack, 'EventBusName', { value: events.eventBusName });

  emptyAtRemoval(stack, maker);
  // What finance filters the bill by.
  Tags.of(stack).add('product', 'officeheart-chat');
  Tags.of(stack).add('stage', config.stage);
  for (const [key, value] of Object.entries(config.tags)) Tags.of(scope).add(key, value);
  if (config.permissionsBoundary) {
    const boundary = ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', config.permissionsBoundary);
    PermissionsBoundary.of(scope).apply(boundary);
  }
  return stack;
};

// The product on AWS, from its parts; each part is a file in constructs/.
import { CfnOutput, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { createAlarms } from './constructs/alarms.ts';
import { createBudget } from './constructs/budget.ts';
import { createDashboard } from './constructs/dashboard.ts';
import { countUnpublished, createEvents } from './constructs/events.ts';
import { createFunctions } from './constructs/functions.ts';
import { createGatewayLogs } from './constructs/gateway-logs.ts';
import { createHttpApi } from './constructs/http-api.ts';
import { createMail } from './constructs/mail.ts';
import { createDeploymentSecrets } from './constructs/origin-secret.ts';
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
    terminationProtection: config.stage !== 'dev',
  });
  const table = createTable(stack, config);
  const transcripts = createTranscripts(stack);
  const uploads = createUploads(stack, config);
  const socketApi = createSocketApi(stack);
  const events = createEvents(stack);
  const { originSecret, dataKey } = createDeploymentSecrets(stack, config);
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
  const socketStage = addRoutes(stack, socketApi, functions);
  if (config.gatewayLogs) socketStage.node.addDependency(createGatewayLogs(stack));
  const httpApi = createHttpApi(stack, functions);
  createSweep(stack, functions.sweep);
  createRenewals(stack, { events, renewer: functions['sign-in'] });
  if (config.budget && config.alarmEmail)
    createBudget(stack, { dollars: config.budget, email: config.alarmEmail, stage: config.stage });

  const deployLog = new LogGroup(stack, 'DeployLog', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const hostOf = (name: SiteName): string => {
    const distribution = createSite(stack, {
      name,
      config,
      httpApi,
      socketApi,
      originSecret,
      uploads,
      functions,
      deployLog,
    });
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

  // What finance filters the bill by.
  Tags.of(stack).add('product', 'officeheart-chat');
  Tags.of(stack).add('stage', config.stage);
  return stack;
};

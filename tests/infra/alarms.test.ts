// What watches the product: an alarm for everything that fails, each explained for whoever is on call, and nothing of it where nobody asked.
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { aTemplate } from './support/template.ts';

const prod = aTemplate({
  stage: 'prod',
  alarmEmail: 'oncall@example.nl',
  budget: '50',
  mailFrom: 'helpdesk@example.nl',
});
const alarms = prod.ofType('CloudWatch::Alarm').map(({ Properties }) => Properties);
const nameOf = (alarm: Record<string, unknown>) =>
  v.parse(v.string(), alarm.AlarmName).replace('OfficeHeartChat-prod ', '');
const named = (name: string) => alarms.find((alarm) => nameOf(alarm) === name) ?? expect.fail(name);
const functions = [
  'Connect',
  'Conversation',
  'Desk',
  'Http',
  'Office',
  'People',
  'Privacy',
  'Transcript',
  'Sweep',
  'Mail',
];

/** Nobody tries these again. */
const AT_ONCE = ['Events not published', 'Mail given up'];

describe('alarms', () => {
  it('watch the errors and throttles of every function', () => {
    for (const name of functions)
      for (const kind of ['Errors', 'Throttles']) expect(named(`${kind} of ${name}`).Threshold).toBe(1);
  });

  it('wake nobody for what happened once and was tried again, and do for what comes back', () => {
    const once = alarms.filter(
      ({ Threshold, TreatMissingData }) => Threshold === 1 && TreatMissingData !== 'breaching',
    );
    for (const alarm of once)
      expect([nameOf(alarm), alarm.DatapointsToAlarm, alarm.EvaluationPeriods]).toEqual([
        nameOf(alarm),
        ...(AT_ONCE.includes(nameOf(alarm)) ? [1, 1] : [2, 6]),
      ]);
    expect(once.length).toBeGreaterThan(20);
  });

  it('are deaf to a handshake that is refused, which API Gateway counts as an error of the integration', () => {
    expect(JSON.stringify(alarms)).not.toContain('IntegrationError');
    expect(JSON.stringify(alarms)).not.toContain('ClientError');
  });

  it('go off when no sweep ended well for five minutes, also when there is no word of it at all', () => {
    expect(named('Dead sweep')).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'breaching',
    });
    expect(JSON.stringify(named('Dead sweep').Metrics)).toMatch(/FILL\(invocations, 0\) - FILL\(errors, 0\)/);
    for (const alarm of alarms.filter((each) => nameOf(each) !== 'Dead sweep'))
      expect(alarm.TreatMissingData).toBe('notBreaching');
  });

  it.each([
    ['Slow conversation', 'Duration', 'p99'],
    ['Failed actions', 'ActionFailed', 'Sum'],
    ['No room', 'NoRoom', 'Sum'],
    ['Busy', 'Busy', 'Sum'],
    ['Events not published', 'EventsNotPublished', 'Sum'],
    ['Table reads throttled', 'ReadThrottleEvents', 'Sum'],
    ['Table writes throttled', 'WriteThrottleEvents', 'Sum'],
    ['Index writes throttled', 'WriteThrottleEvents', 'Sum'],
    ['HTTP 5xx', '5xx', 'Sum'],
    ['Socket execution errors', 'ExecutionError', 'Sum'],
  ])('%s watch %s', (name, metric, statistic) => {
    const text = JSON.stringify(named(name));
    expect(text).toContain(`"MetricName":"${metric}"`);
    expect(text).toContain(statistic);
  });

  it('and the metrics of the code have one name', async () => {
    const code = await readFile(`${import.meta.dirname}/../../functions/adapters/metrics.ts`, 'utf8');
    const [, union = ''] = /type MetricName =([^;]*);/.exec(code) ?? [];
    // Those of mail that wake nobody are for the dashboard of whoever wants them.
    const quiet = ['MailMayBeTwice', 'MailBounced', 'MailComplained'];
    const written = [...union.matchAll(/'(\w+)'/g)].flatMap(([, name = '']) =>
      quiet.includes(name) ? [] : [name],
    );
    const own =
      JSON.stringify(alarms).match(/"MetricName":"(\w+)","Namespace":"OfficeHeartChat-prod"/g) ?? [];
    // The last one is counted in the log, by the words of publish.ts.
    expect(own.map((text) => text.split('"')[3]).sort()).toEqual([...written, 'EventsNotPublished'].sort());
    const { Properties } = prod.named('Lambda::Function', 'Conversation');
    expect(Object(Object(Properties.Environment).Variables).METRICS_NAMESPACE).toBe('OfficeHeartChat-prod');
  });

  it('tell one topic, which CloudWatch may publish to over TLS, and which mails who is on call', () => {
    const [topic, ...others] = prod.ofType('SNS::Topic');
    expect(others).toEqual([]);
    for (const alarm of alarms)
      expect([alarm.AlarmActions, alarm.OKActions]).toEqual([[{ Ref: topic?.id }], [{ Ref: topic?.id }]]);
    const policy = JSON.stringify(prod.ofType('SNS::TopicPolicy'));
    expect(policy).toContain('"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"}');
    expect(policy).toContain('{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"');
    expect(prod.ofType('SNS::Subscription').map(({ Properties }) => Properties.Endpoint)).toEqual([
      'oncall@example.nl',
    ]);
  });

  it('each have a section in the manual of whoever is on call, and no section is of an alarm there is not', async () => {
    const manual = await readFile(`${import.meta.dirname}/../../docs/operations.md`, 'utf8');
    const [, part = ''] = manual.split('\n## What each alarm means\n');
    const sections = (part.split('\n## ')[0] ?? '').matchAll(/^### (.*)$/gm);
    const kinds = alarms.map((alarm) =>
      nameOf(alarm).replace(/^(Errors|Throttles) of .*$/, '$1 of a function'),
    );
    expect([...sections].map(([, name]) => name).sort()).toEqual([...new Set(kinds)].sort());
  });

  it('are on the dashboard, of which a stage has one', () => {
    const boards = prod.ofType('CloudWatch::Dashboard');
    expect(boards.map(({ Properties }) => Properties.DashboardName)).toEqual([
      'OfficeHeartChat-prod-eu-west-1',
    ]);
    const text = JSON.stringify(boards[0]?.Properties.DashboardBody);
    for (const metric of ['NoRoom', 'ActionFailed', 'MessageCount', 'TransactionConflict', 'p99', '5xx'])
      expect(text).toContain(metric);
  });
});

describe('a stage that asks for none', () => {
  const watches = ['CloudWatch::Alarm', 'CloudWatch::Dashboard', 'SNS::Topic', 'Budgets::Budget'];
  it.each([
    ['dev', {}],
    ['prod without', { stage: 'prod', alarms: 'false' }],
  ])('%s has none', (_, context) => {
    const template = aTemplate(context);
    expect(watches.flatMap((type) => template.ofType(type))).toEqual([]);
  });

  it('dev can have them', () => {
    expect(
      aTemplate({ alarms: 'true', mailFrom: 'helpdesk@example.nl' }).ofType('CloudWatch::Alarm'),
    ).toHaveLength(alarms.length);
  });
});

describe('the budget', () => {
  it('tells at 80 % of the money and when the month will be over it, of what carries the tag of the stage', () => {
    const [budget] = prod.ofType('Budgets::Budget');
    expect(budget?.Properties).toMatchObject({
      Budget: {
        BudgetLimit: { Amount: 50, Unit: 'USD' },
        TimeUnit: 'MONTHLY',
        CostFilters: { TagKeyValue: ['user:stage$prod'] },
      },
      NotificationsWithSubscribers: [
        { Notification: { NotificationType: 'ACTUAL', Threshold: 80 } },
        { Notification: { NotificationType: 'FORECASTED', Threshold: 100 } },
      ],
    });
  });

  it('needs somebody to tell, and a number', () => {
    expect(() => aTemplate({ budget: '50' })).toThrow('alarmEmail');
    expect(() => aTemplate({ budget: 'a lot', alarmEmail: 'a@b.nl' })).toThrow('whole number');
  });
});

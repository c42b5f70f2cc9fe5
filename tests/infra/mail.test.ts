// Mail on AWS: nothing of it without a sender; with one a function that may send as that sender alone, and hears of what came back.
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { aTemplate, EVERYTHING } from './support/template.ts';

const FROM = 'helpdesk@example.nl';
const without = aTemplate();
const template = aTemplate({ mailFrom: FROM });
const plain = (value: unknown) => JSON.stringify(value);
const statements = plain(template.named('IAM::Role', 'MailRole').Properties.Policies);

describe('[S128] mail in the stack', () => {
  it('is not there without a sender', () => {
    expect(without.resources.filter(({ id }) => /mail/i.test(id))).toEqual([]);
    expect(plain(without.resources)).not.toContain('MAIL_FROM');
  });

  it('is sent as the one sender, by the address or its domain, with one configuration set', () => {
    expect(statements).toContain('"Condition":{"StringEquals":{"ses:FromAddress":"helpdesk@example.nl"}}');
    expect(statements).toContain(':identity/helpdesk@example.nl');
    expect(statements).toContain(':identity/example.nl');
    expect(statements).toContain(':configuration-set/');
    expect(statements).not.toContain('"*"');
    expect(statements.match(/ses:Send\w*"/g)).toEqual(['ses:SendEmail"']);
  });

  it('has a function that reaches what it may in the table, and no other client', async () => {
    const { outputFiles } = await build({
      absWorkingDir: join(import.meta.dirname, '../..'),
      entryPoints: ['functions/entries/mail.ts'],
      bundle: true,
      write: false,
      packages: 'external',
      platform: 'node',
      format: 'esm',
    });
    const code = outputFiles[0]?.text ?? '';
    const reached = {
      get: 'GetItem',
      query: 'Query',
      put: 'PutItem',
      update: 'UpdateItem',
      delete: 'DeleteItem',
    };
    for (const [call, action] of Object.entries(reached)) {
      expect(code).toMatch(new RegExp(`\\bdb\\.${call}\\(|[{[]\\s*${call}:`));
      expect(statements).toContain(`"dynamodb:${action}"`);
    }
    for (const call of [/\bdb\.getAll\(/, /[{[]\s*check:/, /new PutEventsCommand\(/, /index: "lists"/])
      expect(code).not.toMatch(call);
    expect(statements).not.toContain('BatchGetItem');
  });

  it('counts no readers, and hears of bounces and complaints alone', () => {
    const [destination] = template.ofType('SES::ConfigurationSetEventDestination');
    expect(destination?.Properties.EventDestination).toMatchObject({
      MatchingEventTypes: ['bounce', 'complaint'],
    });
    expect(template.ofType('SES::ConfigurationSet')[0]?.Properties).toMatchObject({
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    });
  });

  it('leads to the sites by the names they have', () => {
    const variables = plain(template.named('Lambda::Function', 'Mail').Properties.Environment);
    expect(variables).toContain('"CONSOLE_HOST":{"Fn::GetAtt":["ConsoleDistribution');
    const named = aTemplate(EVERYTHING).named('Lambda::Function', 'Mail').Properties.Environment;
    expect(plain(named)).toContain('"PORTAL_HOST":"portaal.example.nl"');
  });

  it('leaves the stack below 400 resources with everything switched on', () => {
    expect(aTemplate(EVERYTHING).resources.length).toBeLessThan(400);
  });

  it.each(['Helpdesk <a@example.nl>', 'a@b', 'example.nl'])('refuses the sender %s', (mailFrom) => {
    expect(() => aTemplate({ mailFrom })).toThrow('must be an e-mail address and nothing else');
  });
});

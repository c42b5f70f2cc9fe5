// npm run audit: fails on a known hole of high severity in what ships, and says so when the registry cannot be asked. Run after a build.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';

const Report = v.object({
  vulnerabilities: v.record(
    v.string(),
    v.object({
      severity: v.picklist(['info', 'low', 'moderate', 'high', 'critical']),
      range: v.optional(v.string(), ''),
      nodes: v.array(v.string()),
    }),
  ),
});
const Sbom = v.object({ components: v.array(v.object({ name: v.string(), version: v.string() })) });

/**
 * `npm audit --omit=dev` would look at nothing: every package is bundled, so every one is a development dependency.
 * @returns a line for each package that ships with a finding of high severity or worse.
 * @throws when the report is none.
 */
export const findingsIn = (report: unknown, sbom: unknown): string[] => {
  const ships = new Set(v.parse(Sbom, sbom).components.map(({ name }) => name));
  return Object.entries(v.parse(Report, report).vulnerabilities)
    .filter(([name, { severity }]) => ships.has(name) && ['high', 'critical'].includes(severity))
    .map(([name, { severity, range }]) => `${name} ${range}: ${severity}`);
};

/** npm ends with 1 when it finds anything, and writes its report all the same. */
const askRegistry = async (): Promise<unknown> => {
  const ran = promisify(execFile)('npm', ['audit', '--json'], { maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await ran.catch((error: unknown) => v.parse(v.object({ stdout: v.string() }), error));
  return JSON.parse(stdout);
};

const main = async (): Promise<number> => {
  const sbom: unknown = JSON.parse(await readFile(join(import.meta.dirname, '../.build/sbom.json'), 'utf8'));
  const report = await askRegistry().catch(() => undefined);
  if (!v.is(Report, report)) {
    process.stderr.write('The registry gave no audit report: nothing is known of what ships.\n');
    return 2;
  }
  const findings = findingsIn(report, sbom);
  process.stdout.write(
    `${findings.length > 0 ? findings.join('\n') : 'Nothing of high severity in what ships.'}\n`,
  );
  return findings.length > 0 ? 1 : 0;
};

if (import.meta.main) process.exitCode = await main();

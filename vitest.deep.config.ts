// The tests of reliability with their full figures (`npm run test:deep`): every file that names an id, for hours if need be, and the journey in Firefox and in WebKit; the table goes into docs/reliability.md.
import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { createTableReporter } from './tests/reliability/support/table-reporter.ts';
import { createCountReporter } from './tests/support/count-reporter.ts';
import { each, ON_ENGINES } from './vitest.config.ts';

process.env.DEEP = '1';

export default defineConfig({
  ...each,
  test: {
    ...each.test,
    include: [
      ...globSync('tests/**/*.test.{ts,tsx}').filter((file) =>
        /\[[FAP]\d{1,2}\]/.test(readFileSync(file, 'utf8')),
      ),
      // Those that only run here: they want what no npm package has.
      ...globSync('tests/**/*.deep.ts'),
    ],
    ...ON_ENGINES,
    globalSetup: ['tests/support/run-once.ts', ...ON_ENGINES.globalSetup],
    reporters: ['default', createCountReporter(), createTableReporter()],
    testTimeout: 60 * 60_000,
    // One at a time: some of them measure how long something takes.
    maxWorkers: 1,
  },
});

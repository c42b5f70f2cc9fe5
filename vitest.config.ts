// How the tests run: real engines and browsers, three files at a time for two cores, as browsers wait a lot.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { createCountReporter } from './tests/support/count-reporter.ts';
import { STEP_MS, TEST_MS } from './tests/support/patience.ts';

/** The longest of all begins first, so that the others do not end before it has. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith('journeys/every-screen.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/run-once.ts', 'tests/support/engines.ts'],
    reporters: ['default', createCountReporter()],
    testTimeout: TEST_MS,
    hookTimeout: TEST_MS,
    expect: { poll: { timeout: STEP_MS } },
    // What every deployment gives its functions.
    env: { ORIGIN_SECRETS: 'of-a-test,of-a-test-before', METRICS_NAMESPACE: 'of-a-test' },
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});

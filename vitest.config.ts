// How the tests run: a project for what each starts (tests/support/projects.ts), three files at a time for two cores, as browsers wait a lot.
import { defineConfig, type TestUserConfig, type UserProjectConfigExport } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { createCountReporter } from './tests/support/count-reporter.ts';
import { STEP_MS, TEST_MS } from './tests/support/patience.ts';
import { type Project, readProjects } from './tests/support/projects.ts';

/** The dearest begin first, so that the others do not end before they have; project by project, as its files share their processes. */
class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cheapness = ({ moduleId, project }: TestSpecification) =>
      moduleId.endsWith('journeys/every-screen.test.ts')
        ? 0
        : ['browser', 'engine', 'unit'].indexOf(project.name) + 1;
    return (await super.sort(files)).sort((one, other) => cheapness(one) - cheapness(other));
  }
}

const LEAVE_NOTHING = 'tests/support/leave-nothing.ts';

/** What every file has, of whatever project. */
export const each = {
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    testTimeout: TEST_MS,
    hookTimeout: TEST_MS,
    setupFiles: LEAVE_NOTHING,
    expect: { poll: { timeout: STEP_MS } },
    // What every deployment gives its functions.
    env: {
      ORIGIN_SECRETS: 'of-a-test,of-a-test-before',
      METRICS_NAMESPACE: 'of-a-test',
      EMBED_ORIGINS: 'none',
      FILES_HOST: 'files.example',
      PORTAL_HOST: 'portal.example.nl',
    },
  },
} as const;

/** What the files have that run on an engine. */
export const ON_ENGINES = {
  globalSetup: ['tests/support/engines.ts'],
  setupFiles: [LEAVE_NOTHING, 'tests/support/quick-hashes.ts'],
};

const files = readProjects();
const project = (name: Project, own: TestUserConfig): UserProjectConfigExport => ({
  ...each,
  test: { ...each.test, name, include: [...files[name]], ...own },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', { isolate: false }),
      project('engine', { ...ON_ENGINES, isolate: false }),
      // See docs/decisions/055.
      project('browser', { ...ON_ENGINES, isolate: false, retry: 1 }),
    ],
    globalSetup: ['tests/support/run-once.ts'],
    reporters: ['default', createCountReporter()],
    maxWorkers: 3,
    sequence: { sequencer: DearestFirst },
  },
});

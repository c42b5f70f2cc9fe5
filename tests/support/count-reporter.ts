// Ends a run with one plain line, "N passed, N failed", for whoever reads only that; before it, which tests passed at their second try alone.
import type { Reporter, TestModule } from 'vitest/node';

export const createCountReporter = (): Reporter => ({
  onTestRunEnd(modules: readonly TestModule[], errors) {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      if (module.errors().length > 0) failed++;
      for (const test of module.children.allTests()) {
        if (test.result().state === 'passed') passed++;
        else failed++;
        if (test.diagnostic()?.flaky) process.stdout.write(`At the second try: ${test.fullName}\n`);
      }
    }
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  },
});

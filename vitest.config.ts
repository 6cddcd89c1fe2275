import { defineConfig } from 'vitest/config';

// Unit tests lie beside what they test; test/ has suites of its own, which need an engine.
export default defineConfig({
  test: {
    include: [
      '{electron,renderer,shared,build}/**/*.test.{ts,mjs}',
      'test/rig/fault-proxy*.test.ts',
    ],
    environment: 'node',
    // Otherwise a machine with two cores runs one file at a time.
    maxWorkers: '100%',
    passWithNoTests: false,
    // A test that hangs is told from one on a busy machine: the longest take 3 s on an idle one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    setupFiles: ['build/patient-wait.ts'],
  },
});

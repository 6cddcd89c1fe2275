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
  },
});

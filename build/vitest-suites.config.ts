import { defineConfig } from 'vitest/config';

// The suites below test/ that use real engines and registries; each folder is run by itself with --dir.
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // Pure parts of the rig, which the unit run has already covered.
    exclude: ['**/fault-proxy*.test.ts'],
    environment: 'node',
    passWithNoTests: false,
    // Most of these wait for engines, so two take little more than one; each file starts its own.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    setupFiles: ['build/patient-wait.ts'],
  },
});

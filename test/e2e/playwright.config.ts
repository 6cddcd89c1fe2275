import { defineConfig } from '@playwright/test';

// One worker: windows share one screen, and figures share one machine. No retries: a test that fails
// now and then is a defect, in the test or in the app. Reporters come from whoever runs the suite.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results',
  workers: 1,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
});

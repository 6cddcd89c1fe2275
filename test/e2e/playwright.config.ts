import { defineConfig } from '@playwright/test';
import { testDisplays } from './test-display.ts';

// A worker for each display, because windows on one screen take the focus from each other. No retries: a test that
// fails now and then is a defect, in the test or in the app. Reporters come from whoever runs the suite.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results',
  workers: testDisplays().length,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
});

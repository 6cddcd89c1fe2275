import { test as base } from '@playwright/test';
import { FakeEngine } from './fake-engine.ts';
import { openTestPackage, type OpenedApp } from './open-package.ts';

/** Tests that share one opened package and one engine that a test can look into. */
export const test = base.extend<object, { readonly engine: FakeEngine; readonly berth: OpenedApp }>(
  {
    engine: [
      // Playwright reads the fixture's needs from the first parameter's pattern.
      // oxlint-disable-next-line no-empty-pattern
      async ({}, use) => {
        await using engine = await FakeEngine.start();
        await use(engine);
      },
      { scope: 'worker' },
    ],
    berth: [
      async ({ engine }, use) => {
        await using berth = await openTestPackage(engine.dockerHost);
        await use(berth);
      },
      // The first one may have to build and package.
      { scope: 'worker', timeout: 180_000 },
    ],
  },
);

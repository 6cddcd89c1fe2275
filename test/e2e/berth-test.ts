import { test as base, type TestInfo } from '@playwright/test';
import type { EngineVersion } from '../rig/engine-binaries.ts';
import { AppState, BerthApp, type OpenOptions } from './berth-app.ts';
import { EnginePool, unavailableReason, type EngineUnderTest } from './engine-pool.ts';
import { shareStarterArchive } from './starter-archive.ts';

/** Making the image takes a minute or two; the rest is for a slow package mirror. */
const STARTER_TIMEOUT_MS = 15 * 60_000;

interface WorkerFixtures {
  readonly engines: EnginePool;
  /** The Starter notebook's file system lies where the window finds it, so that launching it takes seconds. */
  readonly starterArchive: string;
}

interface TestFixtures {
  /** Which engine `engine` is. */
  readonly engineVersion: EngineVersion;
  /** A real engine with no container on it. */
  readonly engine: EngineUnderTest;
  readonly state: AppState;
  /** Starts the app on this test's state directory; what is still open at the end is closed. */
  readonly open: (options?: OpenOptions) => Promise<BerthApp>;
  /** The app on `engine`, with its window open. */
  readonly app: BerthApp;
}

/** Tests that drive the real window against a real engine. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  engines: [
    // Playwright reads a fixture's needs from the first parameter's pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      await using engines = new EnginePool();
      await provide(engines);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  starterArchive: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      await provide(await shareStarterArchive());
    },
    { scope: 'worker', timeout: STARTER_TIMEOUT_MS },
  ],
  engineVersion: ['28.5', { option: true }],
  engine: async ({ engines, engineVersion }, provide, testInfo) => {
    const engine = await engines.take(engineVersion).catch((error: unknown) => {
      testInfo.skip(true, unavailableReason(error));
      throw error;
    });
    await provide(engine);
  },
  // oxlint-disable-next-line no-empty-pattern
  state: async ({}, provide) => {
    await using state = await AppState.make();
    await provide(state);
  },
  open: async ({ state }, provide, testInfo) => {
    const apps: BerthApp[] = [];
    await provide(async (options) => {
      const app = await BerthApp.open(state, options);
      apps.push(app);
      return app;
    });
    if (testInfo.status !== testInfo.expectedStatus) await saveScreenshots(apps, testInfo);
    for (const app of apps) await app.close();
  },
  app: async ({ open, engine }, provide) => {
    await provide(await open({ dockerHost: engine.dockerHost }));
  },
});

export { expect } from '@playwright/test';

async function saveScreenshots(apps: readonly BerthApp[], testInfo: TestInfo): Promise<void> {
  const pages = apps.flatMap(({ electron }) => electron.windows());
  for (const [index, page] of pages.entries()) {
    const path = testInfo.outputPath(`page-${index + 1}.png`);
    // A page that is gone leaves no picture.
    await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
  }
}

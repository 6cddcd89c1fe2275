import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppState, BerthApp } from './berth-app.ts';
import { startEngineUnderTest } from './engine-pool.ts';
import { LocalRegistry } from './local-registry.ts';
import { walkContainers } from './scene/container-scenes.ts';
import { walkEngineStates } from './scene/engine-scenes.ts';
import { walkImages } from './scene/image-scenes.ts';
import { walkLayers } from './scene/layer-scenes.ts';
import { prepareNotebooks, walkNotebooks } from './scene/notebook-scenes.ts';
import { walkPackages } from './scene/package-scenes.ts';
import { walkTerminals } from './scene/terminal-scenes.ts';
import type { Visit } from './scene/visit.ts';
import { shareStarterArchive } from './starter-archive.ts';
import { saveWholeWindow } from './whole-window.ts';

const THEMES = ['light', 'dark'] as const;

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** The pictures that the documentation shows; all others stay in the temporary folder. */
const SHOWN = [
  'notebooks-ready-light-1280x800',
  'notebooks-ready-dark-1280x800',
  'notebooks-pulling-light-1280x800',
  'notebooks-failed-light-1280x800',
  'notebook-open-light-1280x800',
  'notebook-open-dark-1920x1080',
  'containers-full-light-1280x800',
  'containers-full-dark-1280x800',
  'containers-remove-light-1280x800',
  'container-logs-dark-1280x800',
  'images-by-base-light-1280x800',
  'images-full-dark-1280x800',
  'images-remove-light-1280x800',
  'image-history-light-1280x800',
  'images-pulling-light-1280x800',
  'layers-path-light-1280x800',
  'layers-map-dark-1280x800',
  'terminal-light-1280x800',
  'terminal-dark-1280x800',
  'tasks-light-1280x800',
  'engine-unavailable-dark-1280x800',
] as const;

const DOCUMENTATION = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));

/** Long enough for every transition of the style sheets to end. */
const SETTLE_MS = 400;

/** Pictures every screen in both themes and sizes; returns the folder that holds them all. */
async function takeScreenshots(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-screenshots-'));
  const visit = visitInto(folder);
  await shareStarterArchive();
  const directory = await mkdtemp(join(tmpdir(), 'berth-lab-'));
  const engine = await startEngineUnderTest('28.5', directory);
  await using registry = await LocalRegistry.start();
  await using state = await AppState.make();
  const open = async (options?: Parameters<typeof BerthApp.open>[1]): Promise<BerthApp> =>
    await BerthApp.open(state, options);
  try {
    await prepareNotebooks(state, engine, registry);
    {
      await using app = await open({ dockerHost: engine.dockerHost });
      await walkNotebooks(app, visit);
    }
    await engine.docker.removeAll();
    {
      await using app = await open({ dockerHost: engine.dockerHost });
      await walkContainers(app, engine, visit);
      await walkTerminals(app, engine, visit);
    }
    await engine.docker.removeAll();
    {
      await using app = await open({ dockerHost: engine.dockerHost });
      await walkImages(app, engine, registry, visit);
      await walkLayers(app, engine, visit);
      await walkPackages(app, engine, visit);
    }
    await walkEngineStates(open, state, engine, visit);
  } finally {
    await engine.rig.dispose();
    await rm(directory, { recursive: true, force: true });
  }
  await mkdir(DOCUMENTATION, { recursive: true });
  for (const name of SHOWN) {
    await copyFile(join(folder, `${name}.png`), join(DOCUMENTATION, `${name}.png`));
  }
  return folder;
}

/** At every scene: each size in each theme. */
function visitInto(folder: string): Visit {
  return async (name, app) => {
    for (const { width, height } of SIZES) {
      await resize(app, width, height);
      for (const theme of THEMES) {
        await app.useTheme(theme);
        // A picture, not a test: what moves shall have come to rest.
        await sleep(SETTLE_MS);
        await saveWholeWindow(
          app.electron,
          join(folder, `${name}-${theme}-${width}x${height}.png`),
        );
      }
    }
    await app.useTheme('light');
    await resize(app, SIZES[0].width, SIZES[0].height);
  };
}

async function resize(app: BerthApp, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setPosition(0, 0);
      window?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
}

process.stdout.write(`${await takeScreenshots()}\n`);

import { expect } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppState, BerthApp, OpenOptions } from '../berth-app.ts';
import type { EngineUnderTest } from '../engine-pool.ts';
import { FaultSocket } from '../fault-socket.ts';
import type { Visit } from './visit.ts';

/** Opens the app once more; whoever gives it closes what is left open. */
export type Open = (options?: OpenOptions) => Promise<BerthApp>;

/** Walks through the pages that stand in for the screens while the engine does not answer. */
export async function walkEngineStates(
  open: Open,
  state: AppState,
  engine: EngineUnderTest,
  visit: Visit,
): Promise<void> {
  await using fault = await FaultSocket.before(engine.rig.socketPath);
  await fault.proxy.set({ kind: 'absent' });
  const app = await open({ dockerHost: fault.dockerHost });
  await expect(app.frame.alert).toContainText('The engine is not running');
  await app.frame.openDetails();
  await visit('engine-unavailable', app);
  await fault.heal();
  await expect(app.frame.engineState).toHaveText('Connected');
  await app.frame.goTo('Containers');
  await expect(app.containers.rows.first()).toBeVisible();
  await fault.proxy.set({ kind: 'absent' });
  await expect(app.frame.engineState).toHaveText('Reconnecting');
  await visit('engine-reconnecting', app);
  await app.close();

  const refused = await open({ env: { DOCKER_CONTEXT: 'lab-server' } });
  await expect(refused.frame.alert.getByRole('list', { name: 'Contexts' })).toBeVisible();
  await visit('engine-context', refused);
  await refused.close();

  await fault.heal();
  await fault.proxy.set({ kind: 'delay', delayMs: 60_000 });
  const slow = await open({ dockerHost: fault.dockerHost });
  await expect(slow.page.getByText('This takes longer than usual')).toBeVisible();
  await visit('engine-slow', slow);
  await slow.close();

  // Not even a template that cannot be read may hide the rest of the catalogue.
  await writeFile(join(await state.folder('templates'), 'broken.yaml'), 'image: [\n');
  const broken = await open({ dockerHost: engine.dockerHost });
  await expect(broken.frame.alert).toContainText('broken.yaml');
  await visit('notebooks-broken-template', broken);
  await broken.close();
}

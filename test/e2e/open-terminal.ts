import type { BerthApp } from './berth-app.ts';
import { expect } from './berth-test.ts';
import type { EngineUnderTest } from './engine-pool.ts';

/** Starts a container, opens a terminal from its row, and waits until it has the keyboard and a prompt. */
export async function openTerminal(
  app: BerthApp,
  { docker, image }: EngineUnderTest,
  name: string,
): Promise<void> {
  await docker.run('run', '-d', '--name', name, '--init', image, 'sleep', '600');
  await app.frame.goTo('Containers');
  await app.containers.action(name, 'Terminal').click();
  await expect(app.terminals.input(name)).toBeFocused();
  await app.terminals.expectLine(/^\/ #/);
}

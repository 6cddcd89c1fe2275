import { expect } from '@playwright/test';
import type { BerthApp } from '../berth-app.ts';
import type { EngineUnderTest } from '../engine-pool.ts';
import type { Visit } from './visit.ts';

/** Walks through the terminals' panel over the containers that are there. */
export async function walkTerminals(
  app: BerthApp,
  { docker }: EngineUnderTest,
  visit: Visit,
): Promise<void> {
  const { terminals } = app;
  await app.frame.goTo('Containers');
  await app.containers.action('tensorboard', 'Terminal').click();
  await expect(terminals.input('tensorboard')).toBeFocused();
  await app.containers.action('resnet-sweep-7', 'Terminal').click();
  await expect(terminals.input('resnet-sweep-7')).toBeFocused();
  await terminals.type('clear; ls --color=always -l / | head -8; echo; df -h / | tail -2');
  await terminals.expectLine(/%.*\/$/);
  await visit('terminal', app);
  await docker.run('kill', 'resnet-sweep-7');
  await expect(terminals.way('Start and reconnect')).toBeVisible();
  await visit('terminal-ended', app);
}

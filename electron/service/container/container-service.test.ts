import { expect, test, vi } from 'vitest';
import type { Container } from '../../../shared/contract/container.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import { ContainerService } from './container-service.ts';

const row = { name: 'box', labels: {} } as Container;

function engineWith(listContainers: () => Promise<readonly Container[]>): ContainerEngine {
  return { listContainers } as unknown as ContainerEngine;
}

test('the list that was read ahead is given once, and asks the engine once', async () => {
  const list = vi.fn(async () => [row]);
  const engine = engineWith(list);
  const service = new ContainerService(() => engine);
  expect(await service.takeAhead()).toBeNull();
  service.readAhead(engine);
  service.readAhead(engine);
  expect(await service.takeAhead()).toEqual([row]);
  expect(await service.takeAhead()).toBeNull();
  expect(list).toHaveBeenCalledOnce();
});

test('an engine that gave no list ahead is no failure: the window asks by itself', async () => {
  const engine = engineWith(async () => await Promise.reject(new Error('cut')));
  const service = new ContainerService(() => engine);
  service.readAhead(engine);
  expect(await service.takeAhead()).toBeNull();
});

test('helpers of Berth’s own are in no list', async () => {
  const helper = {
    name: 'box-helper',
    labels: { 'dev.berth.helper.name': 'box-helper' },
  } as unknown as Container;
  // Made by a user of an image that was made of a helper.
  const own = { ...helper, name: 'own' };
  const service = new ContainerService(() => engineWith(async () => [row, helper, own]));
  expect(await service.list({})).toEqual([row, own]);
});

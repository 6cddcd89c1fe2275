import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_IMAGE, LaunchTestBed, gate, isStatus, until } from './launch-test-bed.ts';
import { memoryImage } from './memory-engine.ts';

let bed: LaunchTestBed;
beforeEach(async () => {
  bed = await LaunchTestBed.create();
});
afterEach(async () => {
  await bed.dispose();
});

describe('the engine is the truth', () => {
  it('follows stop, start and removal from outside', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const service = bed.newService();
    await service.begin();
    await service.launch('starter');
    const { containerId = '' } = (await until(service, isStatus('Ready'))) ?? {};
    bed.engine.set(containerId, { state: 'exited', ports: [] });
    await until(service, isStatus('Stopped'));
    expect(bed.closed).toHaveBeenCalledWith(containerId);
    await bed.engine.access.engine.startContainer(containerId);
    const again = await until(service, isStatus('Ready'));
    expect(again?.address).toBe('http://127.0.0.1:40003/');
    bed.engine.drop(containerId);
    await until(service, (launch) => launch === undefined);
  });

  it('shows launches of a former run Ready only after the check', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const former = bed.newService();
    await former.launch('starter');
    await until(former, isStatus('Ready'));
    await former.dispose();
    bed.probed = { kind: 'silent' };
    const service = bed.newService();
    await service.begin();
    expect((await until(service, (each) => each !== undefined))?.status).toBe('Starting');
    bed.probed = { kind: 'status', status: 200 };
    const launch = await until(service, isStatus('Ready'));
    expect(launch?.templateTitle).toBe('Starter');
    expect(bed.engine.calls.filter((call) => call === 'create')).toHaveLength(1);
  });

  it('finds running launches by their labels alone', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const former = bed.newService();
    await former.launch('starter');
    await until(former, isStatus('Ready'));
    await former.dispose();
    await rm(join(bed.stateDirectory, 'launches.json'));
    const service = bed.newService();
    await service.begin();
    const found = await until(service, isStatus('Ready'));
    expect(found?.name).toBe('starter-1');
    // A container that runs is past its first steps, whoever took them.
    expect(found?.steps.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('takes up what was under way when the app ended, with the container that is there', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const { held, open } = gate();
    bed.engine.gates.set('start', held);
    const former = bed.newService();
    await former.launch('starter');
    await bed.untilCalled('start');
    const ending = former.dispose();
    bed.engine.failures.set('start', 'interrupted');
    open();
    await ending;
    bed.engine.gates.clear();
    bed.engine.failures.clear();
    const service = bed.newService();
    await service.begin();
    await until(service, isStatus('Ready'));
    expect(bed.engine.calls.filter((call) => call === 'create')).toHaveLength(1);
    expect(bed.engine.containers.size).toBe(1);
  });

  it('takes nothing up on another engine', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const { held, open } = gate();
    bed.engine.gates.set('create', held);
    const former = bed.newService();
    await former.launch('starter');
    await bed.untilCalled('create');
    bed.engine.failures.set('create', 'interrupted');
    const ending = former.dispose();
    open();
    await ending;
    bed.engine.failures.clear();
    bed.engine.calls.length = 0;
    const { state } = bed.engine;
    const address = { url: 'unix:///run/other.sock', source: 'default' } as const;
    if (state.kind === 'connected') bed.engine.state = { ...state, address };
    const service = bed.newService();
    await service.begin();
    const launch = await until(service, isStatus('Failed'));
    expect(launch?.failure?.message).toContain('another engine');
    expect(bed.engine.calls).toEqual([]);
  });

  it('looks again at a launch that failed because the engine went away', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    bed.engine.failures.set('start', 'interrupted');
    const service = bed.newService();
    await service.begin();
    await service.launch('starter');
    const failed = await until(service, isStatus('Failed'));
    expect(failed?.failure?.code).toBe('interrupted');
    bed.engine.failures.clear();
    await bed.engine.access.engine.startContainer(failed?.containerId ?? '');
    expect((await until(service, isStatus('Ready')))?.failure).toBeUndefined();
  });

  it('keeps a failed launch and its reason over a restart of the app', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    bed.engine.failures.set('create', 'disk-full');
    const former = bed.newService();
    await former.launch('starter');
    await until(former, isStatus('Failed'));
    await former.dispose();
    const service = bed.newService();
    await service.begin();
    expect(await until(service, isStatus('Failed'))).toMatchObject({
      failure: { code: 'disk-full' },
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TaskService } from '../task/task-service.ts';
import { TEST_IMAGE, LaunchTestBed, gate, isStatus, until } from './launch-test-bed.ts';
import { memoryImage } from './memory-engine.ts';

let bed: LaunchTestBed;
beforeEach(async () => {
  bed = await LaunchTestBed.create();
});
afterEach(async () => {
  await bed.dispose();
});

describe('cancel', () => {
  it.each([
    { step: 'distribution', fail: false },
    { step: 'pull', fail: false },
    { step: 'create', fail: false },
    { step: 'put', fail: false },
    { step: 'start', fail: false },
  ])('in "$step" leaves nothing', async ({ step }) => {
    if (['create', 'put', 'start'].includes(step)) bed.engine.images.set(TEST_IMAGE, memoryImage());
    const { held, open } = gate();
    bed.engine.gates.set(step, held);
    const tasks = new TaskService();
    const service = bed.newService(tasks);
    const id = await service.launch('starter');
    await bed.untilCalled(step);
    const cancelling = service.cancel(id);
    expect(service.all()[0]?.isEnding).toBe(true);
    open();
    await cancelling;
    expect(service.all()).toEqual([]);
    expect(bed.engine.containers.size).toBe(0);
    expect(tasks.list().map(({ status }) => status)).toEqual(step === 'pull' ? ['cancelled'] : []);
  });

  it('while the image is made ends the work and imports nothing', async () => {
    bed.engine.failures.set('distribution', 'registry-unreachable');
    bed.recipeGate = new Promise(() => undefined);
    const tasks = new TaskService();
    const service = bed.newService(tasks);
    await service.launch('starter');
    await bed.untilCalled('import');
    tasks.cancel(tasks.list()[0]?.id ?? '');
    await until(service, (launch) => launch === undefined);
    expect(bed.recipeEndCount).toBe(1);
    expect(bed.engine.images.size).toBe(0);
    expect(tasks.list()).toMatchObject([{ status: 'cancelled' }]);
  });

  it('while it waits for readiness removes the container', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    bed.probed = { kind: 'silent' };
    const service = bed.newService();
    const id = await service.launch('starter');
    await until(service, (launch) => launch?.steps[3]?.status === 'running');
    await service.cancel(id);
    expect(bed.engine.containers.size).toBe(0);
    expect(service.all()).toEqual([]);
  });

  it('of a restart keeps the container: somebody has worked in it', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const service = bed.newService();
    const id = await service.launch('starter');
    await until(service, isStatus('Ready'));
    bed.probed = { kind: 'silent' };
    await service.restart(id);
    await until(service, (launch) => launch?.steps[3]?.status === 'running');
    await service.cancel(id);
    expect(service.all()).toMatchObject([{ status: 'Stopped' }]);
    expect(bed.engine.containers.size).toBe(1);
  });

  it('of a ready launch is refused', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const service = bed.newService();
    const id = await service.launch('starter');
    await until(service, isStatus('Ready'));
    await expect(service.cancel(id)).rejects.toThrow('not under way');
  });
});

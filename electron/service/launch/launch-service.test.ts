import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { TaskService } from '../task/task-service.ts';
import { TEST_IMAGE, LaunchTestBed, isStatus, until } from './launch-test-bed.ts';
import { memoryImage } from './memory-engine.ts';

let bed: LaunchTestBed;
beforeEach(async () => {
  bed = await LaunchTestBed.create();
});
afterEach(async () => {
  await bed.dispose();
});

const NotebookPageSchema = z.object({ token: z.string() });

describe('a launch', () => {
  it('of a present image becomes ready without asking a registry', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const service = bed.newService();
    await service.launch('starter');
    const launch = await until(service, isStatus('Ready'));
    expect(launch).toMatchObject({ name: 'starter-1', address: 'http://127.0.0.1:40002/' });
    expect(launch?.steps.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect(launch?.steps.every(({ durationMs }) => durationMs !== undefined)).toBe(true);
    expect(bed.engine.calls).toEqual(['create', 'put', 'start']);
  });

  it('publishes on 127.0.0.1 alone and puts its token nowhere but into its file', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const service = bed.newService();
    const id = await service.launch('starter');
    await until(service, isStatus('Ready'));
    const [container] = [...bed.engine.containers.values()];
    await service.door.showView(id, {
      bounds: { x: 0, y: 0, width: 1, height: 1 },
      webContentsId: 7,
    });
    const { token } = NotebookPageSchema.parse(bed.shown.mock.lastCall?.[0]);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(container?.spec.ports).toEqual([
      { containerPort: 8888, protocol: 'tcp', hostIp: '127.0.0.1' },
    ]);
    expect(JSON.stringify(container?.spec)).not.toContain(token);
    expect(JSON.stringify(service.all())).not.toContain(token);
    await service.dispose();
    expect(await readFile(join(bed.stateDirectory, 'launches.json'), 'utf8')).not.toContain(token);
  });

  it('pulls an absent image as a task where the registry answers', async () => {
    const tasks = new TaskService();
    const service = bed.newService(tasks);
    await service.launch('starter');
    await until(service, isStatus('Ready'));
    expect(bed.engine.calls).toEqual(['distribution', 'pull', 'create', 'put', 'start']);
    expect(tasks.list()).toMatchObject([{ kind: 'pull', status: 'done', donePct: 100 }]);
  });

  it('makes the image here where the registry does not answer, and uses it next time', async () => {
    bed.engine.failures.set('distribution', 'registry-unreachable');
    const tasks = new TaskService();
    const service = bed.newService(tasks);
    await service.launch('starter');
    const launch = await until(service, isStatus('Ready'));
    expect(launch?.steps[0]?.detail).toContain('Made on this machine');
    expect(tasks.list()).toMatchObject([{ kind: 'make-image', status: 'done' }]);
    bed.engine.calls.length = 0;
    await service.launch('starter');
    await until(service, (each) => each?.name === 'starter-2' && each.status === 'Ready');
    expect(bed.engine.calls).toEqual(['create', 'put', 'start']);
  });

  it('names both reasons when the image can neither be pulled nor made', async () => {
    bed.engine.failures.set('distribution', 'registry-unreachable');
    bed.recipeGate = Promise.reject(
      new AppError({ code: 'tool-missing', message: 'No mmdebstrap.', command: 'apt install it' }),
    );
    const service = bed.newService();
    await service.launch('starter');
    const failure = (await until(service, isStatus('Failed')))?.failure;
    expect(failure).toMatchObject({ code: 'tool-missing', command: 'apt install it' });
    expect(failure?.message).toContain('No mmdebstrap.');
    expect(failure?.cause).toContain('registry-unreachable');
  });

  it('takes the next name when somebody else has taken the first', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    await bed.engine.access.engine.createContainer({ name: 'starter-1', image: TEST_IMAGE });
    const service = bed.newService();
    await service.launch('starter');
    expect((await until(service, isStatus('Ready')))?.name).toBe('starter-2');
  });

  it('that dies before it is ready fails at that step with its log, token masked', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    bed.probed = { kind: 'silent' };
    bed.engine.logText = 'Traceback\nhttp://x/?token=0123456789abcdef\n';
    const service = bed.newService();
    await service.launch('starter');
    const starting = await until(service, (each) => each?.steps[3]?.status === 'running');
    bed.engine.set(starting?.containerId ?? '', { state: 'exited' });
    const launch = await until(service, isStatus('Failed'));
    expect(launch?.steps[3]?.status).toBe('failed');
    expect(launch?.failure?.message).toContain('exit code 3');
    expect(launch?.failure?.cause).toContain('Traceback');
    expect(launch?.failure?.cause).not.toContain('0123456789abcdef');
    bed.probed = { kind: 'status', status: 200 };
    await service.restart(launch?.id ?? '');
    await until(service, isStatus('Ready'));
    expect(bed.engine.calls.filter((call) => call === 'create')).toHaveLength(1);
  });

  it.each(['create', 'put', 'start'])(
    'that fails in "%s" leaves no container half made',
    async (call) => {
      bed.engine.images.set(TEST_IMAGE, memoryImage());
      bed.engine.failures.set(call, 'disk-full');
      const service = bed.newService();
      await service.launch('starter');
      const launch = await until(service, isStatus('Failed'));
      expect(launch?.failure?.code).toBe('disk-full');
      // A container that could not start is whole: its log and settings tell why.
      expect(bed.engine.containers.size).toBe(call === 'start' ? 1 : 0);
    },
  );
});

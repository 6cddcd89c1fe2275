import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TEST_IMAGE, LaunchTestBed, isStatus, until } from './launch-test-bed.ts';
import { memoryImage } from './memory-engine.ts';

let bed: LaunchTestBed;
beforeEach(async () => {
  bed = await LaunchTestBed.create();
});
afterEach(async () => {
  await bed.dispose();
});

describe('what a user does with a ready launch', () => {
  it('stop keeps the container, restart starts it again, remove takes it away', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const service = bed.newService();
    const id = await service.launch('starter');
    await until(service, isStatus('Ready'));
    await service.stop(id);
    expect(service.all()).toMatchObject([{ status: 'Stopped', isEnding: false }]);
    await service.restart(id);
    await until(service, isStatus('Ready'));
    await service.remove(id);
    expect(service.all()).toEqual([]);
    expect(bed.engine.containers.size).toBe(0);
  });

  it('the browser gets the address, the clipboard the token, for a minute', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const service = bed.newService();
    const id = await service.launch('starter');
    await until(service, isStatus('Ready'));
    vi.useFakeTimers();
    try {
      const opening = service.door.openInBrowser(id);
      await vi.advanceTimersByTimeAsync(10);
      await opening;
      // A second time is not the first one's end.
      await vi.advanceTimersByTimeAsync(30_000);
      const again = service.door.openInBrowser(id);
      await vi.advanceTimersByTimeAsync(10);
      await again;
      expect(bed.clipboard.text).toMatch(/^[0-9a-f]{64}$/);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(bed.clipboard.text).toBe('');
    } finally {
      vi.useRealTimers();
    }
  });

  it('removal takes nothing without our label', async () => {
    bed.engine.images.set(TEST_IMAGE, memoryImage());
    const foreign = await bed.engine.access.engine.createContainer({
      name: 'mine',
      image: TEST_IMAGE,
    });
    const service = bed.newService();
    const id = await service.launch('starter');
    await until(service, isStatus('Ready'));
    await service.remove(id);
    expect([...bed.engine.containers.keys()]).toEqual([foreign]);
  });
});

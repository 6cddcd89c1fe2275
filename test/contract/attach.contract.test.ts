import { afterEach, expect, it } from 'vitest';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import { engineJson } from '../rig/engine-request.ts';
import { describeEachEngine, failureOf } from './each-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { WatchedSession } from './watched-session.ts';

const SIZE = { columns: 97, rows: 31 };

describeEachEngine('a container’s own terminal', (under) => {
  const made: string[] = [];
  let service: TerminalService | undefined;

  afterEach(async () => {
    await service?.dispose();
    for (const id of made.splice(0)) {
      await under().engine.removeContainer(id, { force: true, volumes: true });
    }
  });

  const run = async (settings: Readonly<Record<string, unknown>>): Promise<string> => {
    const { socketPath } = under().rig;
    const body = JSON.stringify({ Image: under().image, Cmd: ['sh'], ...settings });
    const created = await engineJson(socketPath, '/containers/create', { method: 'POST', body });
    const { Id: id } = created as { Id: string };
    made.push(id);
    await under().engine.startContainer(id);
    return id;
  };

  it('takes keys, knows its size, outlives being left, and ends with its exit code', async () => {
    service = new TerminalService(quietAccess(under().engine));
    const containerId = await run({ Tty: true, OpenStdin: true });
    const open = async (): Promise<WatchedSession> => {
      const id = (await service?.attachContainer(containerId, SIZE)) ?? '';
      if (service === undefined) throw new Error('no service');
      const watched = new WatchedSession(service, id);
      watched.attach(SIZE);
      await watched.reaches('running');
      return watched;
    };
    const first = await open();
    expect(first.row).toMatchObject({ kind: 'attach', shell: '' });
    await first.type('stty size; marker=kept; echo pid-$$\n');
    await first.sees(/31 97\r\npid-1\r\n/);
    await service.close(first.id);
    expect((await under().engine.findContainer(containerId))?.state).toBe('running');

    const again = await open();
    await again.type('echo $marker-$((40 + 2))\n');
    await again.sees('kept-42');
    await again.type('exit 3\n');
    await again.reaches('ended');
    expect(again.row.state).toMatchObject({
      exitCode: 3,
      reason: 'The container stopped (exit code 3).',
      isContainerRunning: false,
    });
  });

  it('is refused where there is none, and only read where nothing can be typed', async () => {
    service = new TerminalService(quietAccess(under().engine));
    const without = await run({ Cmd: ['sleep', '1000'] });
    expect(await failureOf(service.attachContainer(without, SIZE))).toMatchObject({
      code: 'conflict',
      message: 'The container has no terminal of its own.',
    });
    const mute = await run({ Tty: true, Cmd: ['sh', '-c', 'while sleep 0.1; do echo on; done'] });
    const watched = new WatchedSession(service, await service.attachContainer(mute, SIZE));
    watched.attach(SIZE);
    await watched.sees('on\r\non');
    expect(watched.row.isReadOnly).toBe(true);
    expect(await failureOf(watched.type('x'))).toMatchObject({ code: 'conflict' });
  });
});

import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pack } from 'tar-stream';
import { z } from 'zod';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import type { ShellChoice } from '../../shared/value/shell-choice.ts';
import { engineJson } from '../rig/engine-request.ts';
import { describeEachEngine, until } from './each-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { bareImage } from './shell-images.ts';
import { WatchedSession } from './watched-session.ts';

const SIZE = { columns: 100, rows: 24 };
const createdSchema = z.object({ Id: z.string() });

/** A container that no shell can begin in as it is asked to. */
const SCRIPT = 'rmdir /own; rm /etc/passwd; trap "exit 0" TERM; while true; do sleep 0.1; done';

describeEachEngine('shells that cannot begin', (under) => {
  let service: TerminalService;
  const made: string[] = [];

  beforeEach(() => {
    service = new TerminalService(quietAccess(under().engine));
  });

  afterEach(async () => {
    await service.dispose();
    for (const id of made.splice(0)) {
      await under().engine.removeContainer(id, { force: true, volumes: true });
    }
  });

  const run = async (spec: Readonly<Record<string, unknown>>): Promise<string> => {
    const body = JSON.stringify({ Image: under().image, HostConfig: { Init: true }, ...spec });
    const { socketPath } = under().rig;
    const path = '/containers/create';
    const { Id: id } = createdSchema.parse(
      await engineJson(socketPath, path, { method: 'POST', body }),
    );
    made.push(id);
    const archive = pack();
    archive.entry({ name: 'etc/passwd' }, 'lab:x:0:0::/:/bin/sh\n');
    archive.finalize();
    if (!('HostConfig' in spec)) {
      const tar = await buffer(archive);
      await under().engine.putArchive(id, '/', tar);
    }
    await under().engine.startContainer(id);
    return id;
  };

  const open = async (id: string, choice?: ShellChoice): Promise<WatchedSession> => {
    const watched = new WatchedSession(service, await service.open(id, SIZE, choice));
    watched.attach();
    await until(() => watched.row.state.kind !== 'starting');
    return watched;
  };

  const refusal = async (id: string, choice?: ShellChoice): Promise<string> => {
    const { state } = (await open(id, choice)).row;
    return state.kind === 'failed' ? state.failure.message : state.kind;
  };

  it('say in one sentence which part of what was asked for is not there', async () => {
    const id = await run({ Cmd: ['sh', '-c', SCRIPT], User: 'lab', WorkingDir: '/own' });
    const root = { user: '0', directory: '/' };
    await until(async () => (await refusal(id, { directory: '/' })) !== 'running');
    expect(await refusal(id, { ...root, directory: '/bin/sh' })).toBe(
      'The shell cannot begin in “/bin/sh”.',
    );
    expect(await refusal(id, { ...root, directory: '/no/such' })).toBe(
      'The shell cannot begin in “/no/such”.',
    );
    expect(await refusal(id, { ...root, user: 'none' })).toMatch(/has no user .*“none”/);
    expect(await refusal(id, { ...root, shell: 'fish' })).toBe(
      'There is no fish in this container.',
    );
    expect(await refusal(id, { directory: '/' })).toBe(
      'The container’s own user is not known in it any more.',
    );
    expect(await refusal(id, { user: '0' })).toBe(
      'The shell cannot begin in the container’s own directory.',
    );
    expect(await refusal(await run({ Image: await bareImage(under().rig) }))).toBe(
      'This container’s image has no shell that could be opened.',
    );
  });

  it('are not those of a container whose files cannot be written', async () => {
    const command = ['sh', '-c', 'while true; do sleep 0.1; done'];
    const shell = await open(
      await run({ Cmd: command, HostConfig: { ReadonlyRootfs: true, Init: true } }),
    );
    expect(shell.row.state.kind).toBe('running');
    await shell.type('touch /new || echo af""ter\n');
    await shell.sees(/Read-only file system\s+after/);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ShellMemory } from '../../electron/service/terminal/shell-memory.ts';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import type { ShellChoice } from '../../shared/value/shell-choice.ts';
import { engineJson } from '../rig/engine-request.ts';
import { describeEachEngine, until } from './each-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { bareImage, bashImage } from './shell-images.ts';
import { WatchedSession } from './watched-session.ts';

const SIZE = { columns: 120, rows: 24 };
const createdSchema = z.object({ Id: z.string() });

/** Takes away what a shell in it would begin with. */
const EMPTYING = 'rmdir /own; rm /etc/passwd; trap "exit 0" TERM; while true; do sleep 0.1; done';
const IDLE = 'trap "exit 0" TERM; while true; do sleep 0.1; done';

describeEachEngine('choices for a terminal', (under, isAvailable) => {
  let directory: string;
  let service: TerminalService;
  let containerId: string;
  const made: string[] = [];

  beforeAll(async () => {
    if (!isAvailable) return;
    directory = await mkdtemp(join(tmpdir(), 'berth-choices-'));
    const memory = new ShellMemory(join(directory, 'shells.json'));
    service = new TerminalService(quietAccess(under().engine), memory);
    const image = await bashImage(under().rig);
    containerId = await under().engine.createContainer({ image });
    await under().engine.startContainer(containerId);
  });

  afterEach(async () => {
    for (const { id } of service?.list() ?? []) await service.close(id);
    for (const id of made.splice(0)) {
      await under().engine.removeContainer(id, { force: true, volumes: true });
    }
  });

  afterAll(async () => {
    await service?.dispose();
    if (!isAvailable) return;
    await under().engine.removeContainer(containerId, { force: true, volumes: true });
    await rm(directory, { recursive: true });
  });

  const run = async (
    spec: Readonly<Record<string, unknown>>,
    host: Readonly<Record<string, unknown>> = {},
  ): Promise<string> => {
    const { engine, image, rig } = under();
    const whole = { Image: image, HostConfig: { Init: true, ...host }, ...spec };
    const body = JSON.stringify(whole);
    const created = await engineJson(rig.socketPath, '/containers/create', {
      method: 'POST',
      body,
    });
    const { Id: id } = createdSchema.parse(created);
    made.push(id);
    const archive = pack();
    archive.entry({ name: 'etc/passwd' }, 'lab:x:0:0::/:/bin/sh\n');
    archive.finalize();
    if ('User' in spec) await engine.putArchive(id, '/', await buffer(archive));
    await engine.startContainer(id);
    return id;
  };

  const openChosen = async (choice?: ShellChoice, id = containerId): Promise<WatchedSession> => {
    const watched = new WatchedSession(service, await service.open(id, SIZE, choice));
    watched.attach();
    await until(() => watched.row.state.kind !== 'starting');
    return watched;
  };

  const failureWith = async (choice: ShellChoice) => {
    const { state } = (await openChosen(choice)).row;
    return state.kind === 'failed' ? state.failure : state;
  };

  it('are found in one round trip and carried out; shell and user are remembered', async () => {
    const before = await service.shellFacts(containerId);
    expect(before).toMatchObject({ shells: ['/bin/bash', '/bin/ash', '/bin/sh'], user: '' });
    expect(before.directory).toBe('/');
    expect(before.remembered).toBeUndefined();

    const chosen = await openChosen({
      shell: '/bin/ash',
      user: '1234:56',
      directory: '/bin',
      environment: [{ name: 'GREETING', value: 'häl=o ; x' }],
    });
    expect(chosen.row).toMatchObject({ shell: '/bin/ash', state: { kind: 'running' } });
    await chosen.type('busybox id -u; busybox id -g; pwd; echo "<$GREETING>"\n');
    await chosen.sees('1234\r\n56\r\n/bin\r\n<häl=o ; x>\r\n');

    await until(async () => (await service.shellFacts(containerId)).remembered !== undefined);
    const plain = await openChosen();
    expect(plain.row.shell).toBe('/bin/ash');
    await plain.type('busybox id -u\n');
    await plain.sees('\r\n1234\r\n');
    await service.forgetShell(plain.row.image);
    expect((await openChosen()).row.shell).toBe('/bin/bash');
  });

  it('that the container does not have are refused in one sentence', async () => {
    expect(await failureWith({ shell: 'fish' })).toMatchObject({
      code: 'invalid-input',
      message: 'There is no fish in this container.',
    });
    expect(await failureWith({ shell: '/no/such' })).toMatchObject({
      message: 'There is no /no/such in this container.',
    });
    expect(await failureWith({ user: 'nobody-here' })).toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/has no user .*“nobody-here”/),
    });
    expect(await failureWith({ directory: '/no/such' })).toMatchObject({
      code: 'invalid-input',
      message: 'The shell cannot begin in “/no/such”.',
    });
    expect((await service.shellFacts(containerId)).remembered).toBeUndefined();
  });

  it('say in one sentence what of the container itself is not there any more', async () => {
    const id = await run({ Cmd: ['sh', '-c', EMPTYING], User: 'lab', WorkingDir: '/own' });
    const refusal = async (choice: ShellChoice, of = id): Promise<string> => {
      const { state } = (await openChosen(choice, of)).row;
      return state.kind === 'failed' ? state.failure.message : state.kind;
    };
    await until(async () => (await refusal({ directory: '/' })) !== 'running');
    expect(await refusal({ directory: '/' })).toBe(
      'The container’s own user is not known in it any more.',
    );
    expect(await refusal({ user: '0' })).toBe(
      'The shell cannot begin in the container’s own directory.',
    );
    expect(await refusal({ user: '0', directory: '/bin/sh' })).toBe(
      'The shell cannot begin in “/bin/sh”.',
    );
    expect(await refusal({}, await run({ Image: await bareImage(under().rig) }))).toBe(
      'This container’s image has no shell that could be opened.',
    );
  });

  it('are not needed where the container’s files cannot be written', async () => {
    const id = await run({ Cmd: ['sh', '-c', IDLE] }, { ReadonlyRootfs: true });
    const shell = await openChosen({}, id);
    expect(shell.row.state.kind).toBe('running');
    await shell.type('touch /new || echo af""ter\n');
    await shell.sees(/Read-only file system\s+after/);
  });
});

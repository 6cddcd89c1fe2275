import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ShellMemory } from '../../electron/service/terminal/shell-memory.ts';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import type { ShellChoice } from '../../shared/value/shell-choice.ts';
import { describeEachEngine, until } from './each-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { bashImage } from './shell-images.ts';
import { WatchedSession } from './watched-session.ts';

const SIZE = { columns: 120, rows: 24 };

describeEachEngine('choices for a terminal', (under, isAvailable) => {
  let directory: string;
  let service: TerminalService;
  let containerId: string;

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
  });

  afterAll(async () => {
    await service?.dispose();
    if (!isAvailable) return;
    await under().engine.removeContainer(containerId, { force: true, volumes: true });
    await rm(directory, { recursive: true });
  });

  const openChosen = async (choice?: ShellChoice): Promise<WatchedSession> => {
    const watched = new WatchedSession(service, await service.open(containerId, SIZE, choice));
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
});

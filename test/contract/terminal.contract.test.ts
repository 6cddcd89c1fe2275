import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import { engineJson } from '../rig/engine-request.ts';
import { describeEachEngine, failureOf, until } from './each-engine.ts';
import { connectThroughProxy } from './proxied-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { bareImage, bashImage } from './shell-images.ts';
import { WatchedSession } from './watched-session.ts';

const FOREVER = ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 0.1; done'];
/** Of an ordinary length: a terminal's line discipline is slow with short ones. */
const LINE = '0123456789'.repeat(7);
const SIZE = { columns: 80, rows: 24 };

describeEachEngine('terminals', (under, isAvailable) => {
  const made: string[] = [];
  let service: TerminalService;

  beforeAll(() => {
    if (isAvailable) service = new TerminalService(quietAccess(under().engine));
  });

  afterAll(async () => {
    await service?.dispose();
  });

  afterEach(async () => {
    for (const { id } of service?.list() ?? []) await service.close(id);
    for (const id of made.splice(0)) {
      await under().engine.removeContainer(id, { force: true, volumes: true });
    }
  });

  const createRunning = async (
    image = under().image,
    command: readonly string[] = FOREVER,
  ): Promise<string> => {
    const own = command.length === 0 ? {} : { command };
    const id = await under().engine.createContainer({ image, ...own });
    made.push(id);
    await under().engine.startContainer(id);
    return id;
  };

  /** The programs that clients started in a container and that still run. */
  const runningExecs = async (containerId: string): Promise<number> => {
    const { socketPath } = under().rig;
    const detail = (await engineJson(socketPath, `/containers/${containerId}/json`)) as {
      ExecIDs: readonly string[] | null;
    };
    const all = await Promise.all(
      (detail.ExecIDs ?? []).map((id) => engineJson(socketPath, `/exec/${id}/json`)),
    );
    return (all as { Running: boolean }[]).filter(({ Running }) => Running).length;
  };

  it('find the shell, know their terminal, and say by which code it ended', async () => {
    const shell = await WatchedSession.open(service, await createRunning(), {
      columns: 97,
      rows: 31,
    });
    expect(shell.row).toMatchObject({ shell: '/bin/sh', state: { kind: 'running' }, title: '' });
    await shell.type('stty size; tty; echo "$TERM $COLORTERM $LANG" end\n');
    await shell.sees(/31 97\r\n\/dev\/pts\/\d+\r\nxterm-256color truecolor C.UTF-8 end\r\n/);
    expect(shell.text).not.toContain('7733');
    await shell.type('exit 3\n');
    await shell.reaches('ended');
    expect(shell.row.state).toEqual({
      kind: 'ended',
      exitCode: 3,
      reason: 'The shell ended with code 3.',
      isContainerRunning: true,
    });
    expect(await failureOf(shell.type('x'))).toMatchObject({ code: 'conflict' });
  });

  it('take the better shell where there is one, and leave a locale that is set', async () => {
    const id = await createRunning(await bashImage(under().rig), []);
    const shell = await WatchedSession.open(service, id);
    expect(shell.row.shell).toBe('/bin/bash');
    await shell.type('echo "$BASH_VERSION $- <$LANG> <$LC_ALL>" end\n');
    await shell.sees(/\r\n5\.\S+ \S*i\S* <> <C> end\r\n/);
    await shell.type('sleep 1000 &\n');
    await shell.sees('[1]');
    await service.close(shell.id);
    expect(await runningExecs(id)).toBe(0);
    // A hang-up takes what the shell has in the background with it.
    const after = await WatchedSession.open(service, id);
    await after.type('ps; echo lis""ted\n');
    await after.sees('listed');
    expect(after.text.match(/sleep 1000/g)).toHaveLength(1);
  });

  it('come back with the screen as it was, and lose nothing while nobody looks', async () => {
    const shell = await WatchedSession.open(service, await createRunning());
    await shell.type('echo fi""rst\n');
    await shell.sees('first');
    shell.detach();
    await shell.type('echo sec""ond; seq 1 2000\n');
    await new Promise((resolve) => setTimeout(resolve, 500));
    shell.attach();
    await shell.sees('first');
    await shell.sees('second');
    await shell.sees(/\n1999\r\n2000\r\n/);
    await shell.type('echo thi""rd\n');
    await shell.sees('third');
  });

  it('end at the last of 500 sizes', async () => {
    const shell = await WatchedSession.open(service, await createRunning());
    for (let step = 1; step <= 500; step += 1) {
      service.session(shell.id).resize({ columns: 80 + (step % 50), rows: 10 + (step % 30) });
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    service.session(shell.id).resize({ columns: 133, rows: 41 });
    await until(async () => {
      await shell.type('stty size\n');
      await new Promise((resolve) => setTimeout(resolve, 100));
      return /\n41 133\r\n/.test(shell.text);
    });
  });

  it('say that their container stopped, and start it again', async () => {
    const id = await createRunning();
    const shell = await WatchedSession.open(service, id);
    await engineJson(under().rig.socketPath, `/containers/${id}/kill`, { method: 'POST' });
    await shell.reaches('ended');
    expect(shell.row.state).toMatchObject({
      reason: 'The container stopped (exit code 137).',
      isContainerRunning: false,
    });
    service.session(shell.id).reconnect();
    await shell.reaches('running');
    await shell.type('echo ag""ain\n');
    await shell.sees('again');
  });

  it('say that their container was restarted or removed', async () => {
    const id = await createRunning();
    const shell = await WatchedSession.open(service, id);
    await under().engine.restartContainer(id, { graceSeconds: 1 });
    await shell.reaches('ended');
    // It is asked while the container is down, or after: both are true when they are said.
    expect(shell.row.state).toMatchObject({
      reason: expect.stringMatching(
        /^The container (was restarted|stopped \(exit code (0|137)\))\.$/,
      ),
    });
    await until(() => {
      const { state } = shell.row;
      return state.kind === 'ended' && state.isContainerRunning;
    });
    service.session(shell.id).reconnect();
    await shell.reaches('running');
    await under().engine.removeContainer(id, { force: true, volumes: true });
    made.splice(0);
    await shell.reaches('ended');
    expect(shell.row.state).toMatchObject({
      reason: expect.stringMatching(/^The container (was removed|stopped \(exit code 137\))\.$/),
      isContainerRunning: false,
    });
  });

  it('tell plainly where an image has no shell', async () => {
    const id = await service.open(await createRunning(await bareImage(under().rig), []), SIZE);
    const shell = new WatchedSession(service, id);
    await shell.reaches('failed');
    expect(shell.row.state).toMatchObject({
      failure: {
        code: 'tool-missing',
        message: 'This container’s image has no shell that could be opened.',
        cause: expect.stringContaining('/bin/sh'),
      },
    });
  });

  it('are refused in a container that does not run or is paused', async () => {
    const { engine, image, rig } = under();
    const idle = await engine.createContainer({ image });
    made.push(idle);
    expect(await failureOf(service.open(idle, SIZE))).toMatchObject({
      code: 'conflict',
      message: 'The container is not running.',
    });
    const paused = await createRunning();
    await engineJson(rig.socketPath, `/containers/${paused}/pause`, { method: 'POST' });
    expect(await failureOf(service.open(paused, SIZE))).toMatchObject({
      code: 'conflict',
      message: 'The container is paused.',
    });
    await engineJson(rig.socketPath, `/containers/${paused}/unpause`, { method: 'POST' });
    expect(service.list()).toEqual([]);
  });

  it('keep characters whole, whatever their bytes', async () => {
    const shell = await WatchedSession.open(service, await createRunning());
    await shell.type("printf '\\342'; sleep 0.3; printf '\\202\\254'; echo ' 日本 ä' | tr -d x\n");
    await shell.sees('€ 日本 ä\r\n');
  });

  it('carry 20 MB whole, and stop at Ctrl-C under a flood', async () => {
    const shell = await WatchedSession.open(service, await createRunning());
    await shell.type('stty -echo; PS1=; echo re""ady\n');
    await shell.sees('ready');
    await shell.type('\n');
    const beforeBytes = shell.sizeBytes;
    await shell.type(`yes ${LINE} | head -c 20000000; echo E""ND\n`);
    await shell.sees('END', 60_000);
    const wholeBytes = 20_000_000 + Math.floor(20_000_000 / (LINE.length + 1));
    // Some shells echo the line once more.
    expect(shell.sizeBytes - beforeBytes - wholeBytes).toBeLessThan(300);
    expect(shell.sizeBytes - beforeBytes).toBeGreaterThanOrEqual(wholeBytes);
    await shell.type('yes\n');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const typedMs = performance.now();
    await shell.type('\u0003');
    await shell.type('echo af""ter\n');
    await shell.sees('after');
    expect(performance.now() - typedMs).toBeLessThan(10_000);
  });

  it('fail as interrupted when the way to the engine is cut', async () => {
    const id = await createRunning();
    await using through = await connectThroughProxy(under().rig.socketPath);
    const cutOff = new TerminalService(quietAccess(through.engine));
    const shell = await WatchedSession.open(cutOff, id);
    await through.under({ kind: 'cut', afterBytes: 100 }, async () => {
      await shell.type('yes\n');
      await shell.reaches('failed');
    });
    expect(shell.row.state).toMatchObject({
      failure: { code: 'interrupted', message: 'The connection to the engine was cut.' },
    });
    await cutOff.dispose();
  });

  it('fail with the engine, and open anew when it is back', async () => {
    const shell = await WatchedSession.open(service, await createRunning());
    await shell.type('echo be""fore\n');
    await shell.sees('before');
    await under().rig.restart();
    await until(() => ['failed', 'ended'].includes(shell.row.state.kind), 30_000);
    expect(await failureOf(shell.type('x'))).toMatchObject({ code: 'conflict' });
    service.session(shell.id).reconnect();
    await shell.reaches('running');
    await shell.type('echo af""ter\n');
    await shell.sees('after');
    expect(shell.text).toContain('before');
  });

  it('leave nothing running when they are closed, nor when the app ends', async () => {
    const id = await createRunning();
    const first = await WatchedSession.open(service, id);
    await first.type('sleep 1000\n');
    await service.close(first.id);
    await until(async () => (await runningExecs(id)) === 0);
    const other = new TerminalService(quietAccess(under().engine));
    const shell = await WatchedSession.open(other, id);
    await shell.type('trap "" HUP; while true; do sleep 1; done\n');
    await shell.sees('done');
    expect(await runningExecs(id)).toBe(1);
    await other.dispose();
    expect(await runningExecs(id)).toBe(0);
    // Closed before its shell could begin.
    const early = await service.open(id, SIZE);
    await service.close(early);
    expect(await runningExecs(id)).toBe(0);
    expect(service.list()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { failureOf, SIZE, TerminalTestBed } from './terminal-test-bed.ts';

let bed: TerminalTestBed;

beforeEach(() => {
  bed = new TerminalTestBed();
});

afterEach(async () => await bed.service.dispose());

describe('opening', () => {
  it('answers at once, then tells the shell that was found', async () => {
    const id = await bed.open();
    expect(bed.row(id)).toMatchObject({
      containerName: 'lab',
      image: 'lab:1',
      shell: '',
      state: { kind: 'starting' },
      size: SIZE,
    });
    await vi.waitFor(() => bed.shells.shell);
    expect(await failureOf(bed.service.session(id).write('x'))).toMatchObject({ code: 'conflict' });
    bed.shells.shell.announces('/usr/bin/zsh');
    await bed.reaches(id, 'running');
    expect(bed.row(id).shell).toBe('/usr/bin/zsh');
    expect(bed.shells.shell.resizes).toEqual(['80x24']);
  });

  it('takes a shell that cannot say which it is', async () => {
    const id = await bed.open();
    await vi.waitFor(() => bed.shells.shell);
    bed.shells.shell.says('x'.repeat(5_000));
    await bed.reaches(id, 'running');
    expect(bed.row(id).shell).toBe('');
    const seen = bed.look(id);
    await vi.waitFor(() => expect(seen.text).toContain('xxx'));
  });

  it('tries the better shells first, in a terminal of many colours', async () => {
    await bed.open();
    await vi.waitFor(() => bed.shells.shell);
    const { command, env } = bed.shells.shell.spec;
    expect(command.slice(0, 2)).toEqual(['/bin/sh', '-c']);
    expect(command.slice(5)).toEqual(['/bin/sh', 'bash', 'zsh', 'fish', 'ash', 'sh']);
    expect(env).toEqual([
      'TERM=xterm-256color',
      'COLORTERM=truecolor',
      expect.stringMatching(/^BERTH_SHELL=session-/),
    ]);
    expect(command[4]).toMatch(/^[0-9a-f]{32}$/);
    bed.shells.shell.announces();
  });

  it('is refused where the container does not run', async () => {
    bed.shells.set({ state: 'exited' });
    expect(await failureOf(bed.open())).toMatchObject({
      code: 'conflict',
      message: 'The container is not running.',
    });
    bed.shells.set({ state: 'paused' });
    expect((await failureOf(bed.open())).message).toBe('The container is paused.');
    expect(bed.service.list()).toEqual([]);
  });

  it('fails in words where the engine refuses', async () => {
    bed.shells.refusal = { code: 'conflict', message: 'The container is paused.' };
    const id = await bed.open();
    await bed.reaches(id, 'failed');
    expect(bed.row(id).state).toEqual({ kind: 'failed', failure: bed.shells.refusal });
  });

  it('says that there is no shell, with the engine’s words', async () => {
    const id = await bed.open();
    await vi.waitFor(() => bed.shells.shell);
    bed.shells.shell.says('OCI runtime exec failed: exec: "/bin/sh": no such file\r\n');
    bed.shells.shell.ends(127);
    await bed.reaches(id, 'failed');
    expect(bed.row(id).state).toMatchObject({
      failure: { code: 'tool-missing', cause: expect.stringContaining('"/bin/sh"') },
    });
  });
});

describe('keys', () => {
  it('reach the shell in order, as UTF-8', async () => {
    const id = await bed.openRunning();
    await Promise.all(['ä', 'ö', '€'].map((key) => bed.service.session(id).write(key)));
    expect(bed.shells.shell.written).toEqual(['ä', 'ö', '€']);
  });

  it('are refused while the engine is away, and not sent later', async () => {
    const id = await bed.openRunning();
    const { state } = bed.shells;
    bed.shells.state = { kind: 'connecting' };
    expect(await failureOf(bed.service.session(id).write('rm -rf'))).toMatchObject({
      code: 'conflict',
    });
    bed.shells.state = state;
    await bed.service.session(id).write('l');
    expect(bed.shells.shell.written).toEqual(['l']);
  });

  it('are refused after the end', async () => {
    const id = await bed.openRunning();
    bed.shells.shell.ends(0);
    await bed.reaches(id, 'ended');
    expect(await failureOf(bed.service.session(id).write('x'))).toMatchObject({ code: 'conflict' });
  });
});

describe('closing', () => {
  it('hangs up, and the session is gone', async () => {
    const id = await bed.openRunning();
    const seen = bed.look(id);
    await bed.service.close(id);
    expect(bed.shells.calls).toEqual(['kill HUP 42']);
    expect(bed.service.list()).toEqual([]);
    await vi.waitFor(() => expect(seen.isOver).toBe(true));
    expect(() => bed.service.session(id)).toThrow(AppError);
  });

  it('kills what ignores that', async () => {
    const id = await bed.openRunning();
    bed.shells.onSignal = (signal) => {
      if (signal === 'KILL') bed.shells.shell.ends(137);
    };
    await bed.service.close(id);
    expect(bed.shells.calls).toEqual(['kill HUP 42', 'kill KILL 42']);
  });

  it('waits for a shell that is just beginning, so that it can be ended', async () => {
    const id = await bed.open();
    const closing = bed.service.close(id);
    await vi.waitFor(() => bed.shells.shell);
    expect(bed.shells.calls).toEqual([]);
    bed.shells.shell.announces();
    await closing;
    expect(bed.shells.calls).toEqual(['kill HUP 42']);
  });

  it('comes with the end of the app', async () => {
    await bed.openRunning();
    await bed.openRunning();
    bed.shells.onSignal = () => bed.shells.execs.forEach((exec) => exec.ends(129));
    await bed.service.dispose();
    expect(bed.shells.calls).toEqual(['kill HUP 42 42']);
    expect(bed.shells.execs.every(({ status }) => !status.isRunning)).toBe(true);
  });
});

describe('the list', () => {
  it('is told whenever a session changes', async () => {
    const stop = new AbortController();
    const told: string[] = [];
    void (async () => {
      for await (const sessions of bed.service.watch(stop.signal)) {
        told.push(sessions.map(({ state }) => state.kind).join());
      }
    })();
    const id = await bed.openRunning();
    await vi.waitFor(() => expect(told.at(-1)).toBe('running'));
    await bed.service.close(id);
    await vi.waitFor(() => expect(told.at(-1)).toBe(''));
    stop.abort();
    expect(told[0]).toBe('');
  });
});

it('what windows keep above the screen is kept here too, by terminals that are open already', async () => {
  const { screen } = bed.service.session(await bed.openRunning());
  const palette = { foreground: '', background: '', cursor: '', ansi: [] };
  bed.service.setLook({ scrollbackLines: 100, palette });
  const lines = Array.from({ length: 1000 }, (_none, index) => `line-${index}`);
  bed.shells.shell.says(`${lines.join('\r\n')}\r\n`);
  await vi.waitFor(async () => expect(await screen.text()).toContain('line-999'));
  const kept = (await screen.text()).trimEnd().split('\n');
  expect(kept).toEqual(lines.slice(-SIZE.rows - 100 + 1));
});

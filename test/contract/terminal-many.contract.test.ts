import { readdir } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { settledHeapBytes } from '../../electron/service/terminal/settled-heap.ts';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import { engineJson } from '../rig/engine-request.ts';
import { describeEachEngine, until } from './each-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { bashImage } from './shell-images.ts';
import { WatchedSession } from './watched-session.ts';

const FOREVER = ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 0.1; done'];
const SIZE = { columns: 97, rows: 31 };

const FLOODS = 8;
/** Each takes 0.3 s; an engine that waits for a client who reads no more hangs for good. */
const ALL_CLOSED_WITHIN_MS = 40_000;

/** 16 of the thousand that are to leave nothing behind: as many as take two seconds. All of them: 125 rounds. */
const ROUNDS = Number(process.env['BERTH_TERMINAL_ROUNDS'] ?? 2);
const AT_ONCE = 8;

/** A line a second makes 86,400 in a day; here they come as fast as they can, the few of them. */
const DAY_LINES = Number(process.env['BERTH_TERMINAL_DAY_LINES'] ?? 2_000);
/** 500 in the 86,400 of a day, each by one who takes the place of the last. */
const LINES_PER_ATTACH = 170;

const MAX_MORE_FILES = 3;
const MAX_MORE_BYTES = 5_000_000;

describeEachEngine('many terminals', (under) => {
  let service: TerminalService;
  let containerId = '';

  beforeEach(() => {
    service = new TerminalService(quietAccess(under().engine));
  });

  afterEach(async () => {
    await service.dispose();
    await under().engine.removeContainer(containerId, { force: true, volumes: true });
  });

  const run = async (image = under().image, command: readonly string[] = FOREVER) => {
    const own = command.length === 0 ? {} : { command };
    containerId = await under().engine.createContainer({ image, ...own });
    await under().engine.startContainer(containerId);
  };

  const runningExecs = async (): Promise<number> => {
    const { socketPath } = under().rig;
    const detail = (await engineJson(socketPath, `/containers/${containerId}/json`)) as {
      ExecIDs: readonly string[] | null;
    };
    const all = await Promise.all(
      (detail.ExecIDs ?? []).map((id) => engineJson(socketPath, `/exec/${id}/json`)),
    );
    return (all as { Running: boolean }[]).filter(({ Running }) => Running).length;
  };

  /** The same by `docker exec -it`, on a terminal that util-linux's `script` makes. */
  const dockerExec = async (
    command: string,
    script: string,
  ): Promise<{ readonly text: string; readonly code: number | null }> => {
    const { columns, rows } = SIZE;
    const docker = `docker -H ${under().rig.dockerHost} exec -it ${command} "$SCRIPT"`;
    const line = `stty cols ${columns} rows ${rows}; exec ${docker}`;
    const client = spawn('script', ['-q', '-e', '-c', line, '/dev/null'], {
      env: { ...process.env, SCRIPT: script },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let text = '';
    client.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    await once(client, 'close');
    return { text, code: client.exitCode };
  };

  it('that flood are closed one after the other, none waiting for another', async () => {
    await run();
    const shells = await Promise.all(
      Array.from({ length: FLOODS }, () => WatchedSession.open(service, containerId)),
    );
    for (const shell of shells) await shell.type('yes\n');
    await until(() => shells.every(({ sizeBytes }) => sizeBytes > 100_000), 30_000);
    const startMs = performance.now();
    for (const { id } of shells) await service.close(id);
    expect(performance.now() - startMs).toBeLessThan(ALL_CLOSED_WITHIN_MS);
    expect(await runningExecs()).toBe(0);
    expect(service.list()).toEqual([]);
  });

  it(
    'leave no file, no program and no memory behind',
    { timeout: 60_000 + ROUNDS * 5_000 },
    async () => {
      await run();
      const round = async (): Promise<void> => {
        const ids = await Promise.all(
          Array.from({ length: AT_ONCE }, () => service.open(containerId, SIZE)),
        );
        await Promise.all(ids.map((id) => service.close(id)));
      };
      await round();
      const before = await resources();
      for (let count = 0; count < ROUNDS; count += 1) await round();
      expect(await runningExecs()).toBe(0);
      // A socket that was let go is closed a moment later.
      await until(async () => (await resources()).files <= before.files + MAX_MORE_FILES);
      const after = await resources();
      process.stdout.write(`${ROUNDS * AT_ONCE}: ${JSON.stringify({ before, after })}\n`);
      expect(after.heapBytes - before.heapBytes).toBeLessThan(MAX_MORE_BYTES);
    },
  );

  it(
    'stay as large in a long day that is looked at now and then',
    { timeout: 60_000 + DAY_LINES * 20 },
    async () => {
      await run();
      const day = await WatchedSession.open(service, containerId);
      const other = await WatchedSession.open(service, containerId);
      const stop = new AbortController();
      const attach = async (): Promise<void> => {
        for await (const bytes of service.session(day.id).attach(SIZE, stop.signal)) {
          if (bytes.byteLength > 0) return;
        }
      };
      const pass = async (lines: number, mark: string): Promise<void> => {
        day.detach();
        await day.type(`${dayScript(lines)}; echo ${mark}""-over\n`);
        for (let count = 0; count < lines / LINES_PER_ATTACH; count += 1) {
          await attach();
          // Another tab, then this one again.
          if (count % 5 < 2) other.attach({ ...SIZE, rows: 20 + (count % 5) });
        }
        day.attach(SIZE);
        await day.sees(`${mark}-over`, 30_000 + lines * 10);
      };
      // The scrollback fills first.
      await pass(Math.min(DAY_LINES, 6_000), 'morning');
      const before = await resources();
      await pass(DAY_LINES, 'evening');
      await until(async () => (await resources()).files <= before.files + 2);
      const after = await resources();
      process.stdout.write(`${DAY_LINES} lines: ${JSON.stringify({ before, after })}\n`);
      expect(after.heapBytes - before.heapBytes).toBeLessThan(MAX_MORE_BYTES);
      expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
    },
  );

  it('say what `docker exec -it` says of size, terminal, locale and exit codes', async () => {
    await run(await bashImage(under().rig), []);
    // Before its client has told the size there is none: busybox says nothing then, others `0 0`.
    const ask =
      'until size=$(stty size 2>/dev/null) && [ "${size:-0 0}" != "0 0" ]; do sleep 0.05; done; ' +
      'echo "@@$size $(tty) $LANG $LC_ALL $(stty -a)@@"';
    const shell = await WatchedSession.open(service, containerId, SIZE);
    const said = /@@\d[\s\S]*?@@/;
    await shell.type(`${ask}\n`);
    await shell.sees(said);
    const theirs = await dockerExec(`${containerId} sh -c`, ask);
    const compared = (text: string): string =>
      (said.exec(text)?.[0] ?? text).replace(/\/dev\/pts\/\d+/, '/dev/pts/N');
    expect(compared(shell.text)).toBe(compared(theirs.text));
    expect(compared(shell.text)).toMatch(/^@@31 97 \/dev\/pts\/N {2}C /);
    for (const end of ['exit 3', 'kill -9 $$', '/no/such; exit $?']) {
      const ending = await WatchedSession.open(service, containerId, SIZE);
      await ending.type(`${end}\n`);
      await ending.reaches('ended');
      const { code } = await dockerExec(`${containerId} bash -c`, end);
      expect([end, ending.row.state]).toMatchObject([end, { kind: 'ended', exitCode: code }]);
    }
  });
});

/** Writes so many lines, with a burst after every thousand. */
function dayScript(lines: number): string {
  const line = 'echo "2026-11-21 12:00:00 worker-$((n % 8)) step $n loss 0.0421"';
  const burst = 'yes burst | head -c 200000';
  return `n=0; while [ $n -lt ${lines} ]; do ${line}; n=$((n + 1)); [ $((n % 1000)) = 0 ] && ${burst}; done`;
}

/** What this process holds. */
async function resources(): Promise<{ readonly files: number; readonly heapBytes: number }> {
  const files = await readdir('/proc/self/fd');
  return { files: files.length, heapBytes: settledHeapBytes() };
}

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { preparePackage, type PackagedProgram } from './open-package.ts';
import { processTree } from './process-tree.ts';
import { ownDisplay } from './test-display.ts';

/** How long a start may take on a machine that is busy with other things. */
const START_TIMEOUT_MS = 30_000;

/**
 * The shipped app, started as a desktop starts it and looked at from outside alone: no debugger can be
 * attached to it. Dispose it.
 */
export class BlackBox implements AsyncDisposable {
  readonly program: PackagedProgram;
  readonly pid: number;
  readonly #child: ReturnType<typeof spawn>;
  #output = '';

  private constructor(program: PackagedProgram, child: ReturnType<typeof spawn>) {
    this.program = program;
    this.#child = child;
    this.pid = child.pid ?? 0;
    child.stdout?.on('data', (text) => (this.#output += String(text)));
    child.stderr?.on('data', (text) => (this.#output += String(text)));
  }

  static async start(
    options: {
      readonly args?: readonly string[];
      readonly env?: Readonly<Record<string, string>>;
      readonly dockerHost?: string;
    } = {},
  ): Promise<BlackBox> {
    const program = await preparePackage('production', options.dockerHost);
    const child = spawn(
      program.executable,
      [`--user-data-dir=${program.stateDirectory}`, ...(options.args ?? [])],
      { env: { ...program.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return new BlackBox(program, child);
  }

  /** What the program has printed so far. */
  get output(): string {
    return this.#output;
  }

  get log(): string {
    const file = join(this.program.stateDirectory, 'logs', 'berth.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** The exit code, or undefined while it runs. */
  get exitCode(): number | undefined {
    return this.#child.exitCode ?? undefined;
  }

  /** Waits until a window of this very process is on the screen; false when there is none in time. */
  async hasWindow(): Promise<boolean> {
    const endMs = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < endMs && this.#child.exitCode === null) {
      if (this.#windows().length > 0) return true;
      await sleep(200);
    }
    return false;
  }

  /** Whether its window has an icon for task bars. */
  hasIcon(): boolean {
    const icons = this.#windows().map((id) => run('xprop', ['-id', id, '_NET_WM_ICON']));
    return icons.some((icon) => /Icon \(\d+ x \d+\)|CARDINAL\) = /.test(icon));
  }

  /** Waits for the end and returns the exit code; undefined when it runs on. */
  async ended(timeoutMs = START_TIMEOUT_MS): Promise<number | undefined> {
    if (this.#child.exitCode === null) {
      await Promise.race([once(this.#child, 'exit'), sleep(timeoutMs, undefined, { ref: false })]);
    }
    return this.exitCode;
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** What the process and its children listen on: network addresses, and unix sockets by path. */
  listeners(): readonly string[] {
    const pids = new Set(processTree(this.pid).map(({ pid }) => pid));
    const { status, stdout } = spawnSync('ss', ['-Hlnptux'], { encoding: 'utf8' });
    if (status !== 0) throw new Error('ss is missing: install iproute2');
    return stdout
      .split('\n')
      .filter((line) => [...line.matchAll(/pid=(\d+)/g)].some(([, pid]) => pids.has(Number(pid))))
      .map((line) => line.trim().split(/\s+/))
      .map(([kind = '', , , , address = '']) => `${kind} ${address}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGTERM');
      if ((await this.ended(5_000)) === undefined) this.#child.kill('SIGKILL');
    }
    await this.program[Symbol.asyncDispose]();
  }

  /** The X11 windows of this very process that bear the app's name. */
  #windows(): readonly string[] {
    const tree = run('xwininfo', ['-root', '-tree']);
    const ids = [...tree.matchAll(/^\s+(0x[0-9a-f]+) "Berth"/gm)].map(([, id = '']) => id);
    return ids.filter((id) => run('xprop', ['-id', id, '_NET_WM_PID']).endsWith(`= ${this.pid}`));
  }
}

function run(command: string, args: readonly string[]): string {
  const env = { ...process.env, ...ownDisplay() };
  const { error, stdout } = spawnSync(command, args, { encoding: 'utf8', env });
  if (error !== undefined) throw new Error(`${command} is missing: install x11-utils`);
  return stdout.trim();
}

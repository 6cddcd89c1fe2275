import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Between keys, as in the window. */
const PAUSE_MS = 37;
const TIMEOUT_MS = 60_000;

/** `docker exec` on a terminal of its own, which util-linux's `script` makes: what anybody has without an app. */
export class PtyReference {
  readonly #dockerHost: string;
  readonly #containerId: string;

  constructor(dockerHost: string, containerId: string) {
    this.#dockerHost = dockerHost;
    this.#containerId = containerId;
  }

  /** How long a command takes until a text has come, counted from when the program runs in the container. */
  async timeOf(command: string, end: string): Promise<number> {
    await using client = this.#start(`exec -t ${this.#containerId} sh -c`, `echo go; ${command}`);
    await client.says('go');
    const startMs = performance.now();
    await client.says(end);
    return performance.now() - startMs;
  }

  /** Types keys one after another, each when the last has come back; how long each took. */
  async echoTimes(count: number): Promise<number[]> {
    await using client = this.#start(`exec -it ${this.#containerId} sh`);
    await client.says('/ # ');
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      await sleep(PAUSE_MS);
      const key = String.fromCharCode(0x61 + (index % 26));
      const startMs = performance.now();
      client.type(key);
      await client.says(key);
      times.push(performance.now() - startMs);
    }
    client.type('\u0015exit\r');
    return times;
  }

  #start(command: string, script?: string): PtyClient {
    // The script travels by an environment variable: it goes through a shell of its own.
    const tail = script === undefined ? '' : ' "$BENCH_SCRIPT"';
    const line = `exec docker -H ${this.#dockerHost} ${command}${tail}`;
    return new PtyClient(line, { ...process.env, BENCH_SCRIPT: script ?? '' });
  }
}

class PtyClient implements AsyncDisposable {
  readonly #process;
  #look: (text: string) => void = () => undefined;

  constructor(line: string, env: NodeJS.ProcessEnv) {
    this.#process = spawn('script', ['-q', '-c', line, '/dev/null'], {
      env,
      // What it says of being ended is nobody's concern.
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#process.stdout.setEncoding('latin1').on('data', (text: string) => this.#look(text));
  }

  type(text: string): void {
    this.#process.stdin.write(text);
  }

  /** Waits for a text in what comes from now on. */
  async says(wanted: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`docker exec: no ${wanted}`)), TIMEOUT_MS);
      let held = '';
      this.#look = (text) => {
        held += text;
        if (held.includes(wanted)) {
          clearTimeout(late);
          resolve();
        }
        held = held.slice(-wanted.length);
      };
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}

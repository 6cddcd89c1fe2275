import { afterEach, expect, it } from 'vitest';
import type { ExecConnection } from '../../electron/engine/container-exec.ts';
import { describeEachEngine, failureOf, until } from './each-engine.ts';
import { connectThroughProxy } from './proxied-engine.ts';

const FOREVER = ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 0.1; done'];

/** Of an ordinary length: a terminal's line discipline is slow with short ones. */
const LINE = '0123456789'.repeat(7);

/** A program on a terminal with everything that it has written. */
class Watched {
  readonly connection: ExecConnection;
  text = '';
  sizeBytes = 0;
  readonly ended: Promise<void>;

  constructor(connection: ExecConnection) {
    this.connection = connection;
    this.ended = this.#read();
    this.ended.catch(() => undefined);
  }

  async type(text: string): Promise<void> {
    await this.connection.write(new TextEncoder().encode(text));
  }

  async sees(text: string | RegExp, timeoutMs = 30_000): Promise<void> {
    await until(
      () => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text)),
      timeoutMs,
    );
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.connection.output) {
      expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
      this.sizeBytes += bytes.byteLength;
      this.text = (this.text + decoder.decode(bytes, { stream: true })).slice(-2_000);
    }
  }
}

describeEachEngine('programs on a terminal', (under) => {
  const made: string[] = [];

  const createRunning = async (): Promise<string> => {
    const id = await under().engine.createContainer({ image: under().image, command: FOREVER });
    made.push(id);
    await under().engine.startContainer(id);
    return id;
  };

  afterEach(async () => {
    for (const id of made.splice(0)) {
      await under().engine.removeContainer(id, { force: true, volumes: true });
    }
  });

  const start = async (id: string, ...command: readonly string[]): Promise<Watched> =>
    new Watched(
      await under().engine.startExec(id, {
        command,
        env: ['TERM=xterm-256color', 'GREETING=häl o'],
        columns: 90,
        rows: 25,
      }),
    );

  it('take keys, know their terminal and end with their code', async () => {
    const shell = await start(await createRunning(), 'sh');
    await shell.connection.resize(97, 31);
    await shell.type('stty size; tty; echo "$TERM $GREETING" end\n');
    await shell.sees(/31 97\r\n\/dev\/pts\/\d+\r\nxterm-256color häl o end\r\n/);
    expect(await shell.connection.inspect()).toEqual({ isRunning: true });
    await shell.type('exit 3\n');
    await shell.ended;
    expect(await shell.connection.inspect()).toEqual({ isRunning: false, exitCode: 3 });
    expect((await failureOf(shell.connection.resize(80, 24))).code).not.toBe('internal');
  });

  it('write 20 MB that arrive whole', async () => {
    const shell = await start(await createRunning(), 'sh', '-c', `yes ${LINE} | head -c 20000000`);
    await shell.ended;
    // The terminal writes a carriage return before each of the line feeds.
    expect(shell.sizeBytes).toBe(20_000_000 + Math.floor(20_000_000 / (LINE.length + 1)));
  });

  it('stop at Ctrl-C in the middle of a flood', async () => {
    const shell = await start(await createRunning(), 'sh');
    await shell.type('yes\n');
    await until(() => shell.sizeBytes > 1_000_000);
    const typedMs = performance.now();
    await shell.type('\u0003');
    await shell.type('echo af""ter\n');
    await shell.sees('after');
    expect(performance.now() - typedMs).toBeLessThan(10_000);
    shell.connection.dispose();
  });

  it('get each key at once, also the one that engines take for a command of their own', async () => {
    const script = 'stty -icanon min 1; echo ready; head -c 1; echo got';
    const program = await start(await createRunning(), 'sh', '-c', script);
    await program.sees('ready');
    await program.type('\u0010');
    await program.sees('got');
    await program.ended;
  });

  it('end with their container', async () => {
    const id = await createRunning();
    const shell = await start(id, 'sh');
    await shell.sees('#');
    await under().engine.stopContainer(id, { graceSeconds: 1 });
    await shell.ended;
  });

  it('are refused where the container does not run, is not there, or has no such program', async () => {
    const { engine, image } = under();
    const spec = { command: ['sh'], env: [], columns: 80, rows: 24 };
    const idle = await engine.createContainer({ image });
    made.push(idle);
    expect(await failureOf(engine.startExec(idle, spec))).toMatchObject({
      code: 'conflict',
      message: 'The container is not running.',
    });
    const none = 'f'.repeat(64);
    expect(await failureOf(engine.startExec(none, spec))).toMatchObject({ code: 'not-found' });
    const shell = await start(await createRunning(), '/no/such/program');
    await shell.ended;
    expect(shell.text).toContain('/no/such/program');
    expect((await shell.connection.inspect()).exitCode).toBeGreaterThan(125);
  });

  it('are interrupted, not ended, when the way is cut', async () => {
    const id = await createRunning();
    await using through = await connectThroughProxy(under().rig.socketPath);
    const spec = { command: ['sh'], env: [], columns: 80, rows: 24 };
    const shell = new Watched(await through.engine.startExec(id, spec));
    await shell.sees('#');
    await through.under({ kind: 'cut', afterBytes: 100 }, async () => {
      await shell.type('yes\n');
      expect((await failureOf(shell.ended)).code).toBe('interrupted');
    });
    expect((await failureOf(shell.type('x'))).code).toBe('interrupted');
    const other = new Watched(await through.engine.startExec(id, spec));
    await other.sees('#');
    through.engine.dispose();
    expect((await failureOf(other.ended)).code).toBe('interrupted');
  });
});

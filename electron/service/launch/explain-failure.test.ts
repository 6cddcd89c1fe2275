import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { explainFailure } from './explain-failure.ts';
import { maskToken } from './mask-token.ts';
import { MemoryEngine } from './memory-engine.ts';

const ended = new AppError({ code: 'not-ready', message: 'The container ended.' });

async function explain(log: string): Promise<Awaited<ReturnType<typeof explainFailure>>> {
  const engine = new MemoryEngine();
  engine.logText = log;
  const access = engine.access.engine;
  const containerId = await access.createContainer({ name: 'x', image: 'y' });
  engine.set(containerId, { state: 'exited' });
  return await explainFailure(ended, { engine: access, containerId, token: 'secret-token' });
}

describe('a failure of a launch', () => {
  it.each([
    ['OSError: [Errno 28] No space left on device', 'disk-full', "engine's disk is full"],
    ['[FATAL tini (8)] exec jupyter failed: No such file or directory', 'not-ready', 'no Jupyter'],
    ['exec: "start-notebook.py": executable file not found in $PATH', 'not-ready', 'no Jupyter'],
    ["/usr/bin/python3: No module named 'notebook'", 'not-ready', 'no Jupyter'],
    ['exec /usr/bin/tini: exec format error', 'not-ready', 'another kind of processor'],
    ['Running as root is not recommended. Use --allow-root', 'not-ready', 'refuses to run as root'],
    ["PermissionError: [Errno 13] Permission denied: '/home/x'", 'not-ready', 'may not read'],
    ['something nobody knows', 'not-ready', 'The container ended.'],
  ])('with the log "%s" is %s and says so', async (log, code, sentence) => {
    const failure = await explain(log);
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(sentence);
    expect(failure.message).toContain('exit code 3');
    expect(failure.cause).toContain(log);
  });

  it('shows the last twenty lines and no token', async () => {
    const lines = Array.from({ length: 40 }, (_each, index) => `line ${index} secret-token`);
    const { cause = '' } = await explain(lines.join('\n'));
    expect(cause.split('\n')).toHaveLength(20);
    expect(cause).toContain('line 39');
    expect(cause).not.toContain('secret-token');
  });

  it('that nobody expected is a defect of ours', async () => {
    expect(await explainFailure(new TypeError('oops'))).toMatchObject({ code: 'internal' });
  });
});

describe('masking', () => {
  it("hides a server's own token too, and leaves other words", () => {
    expect(maskToken('http://127.0.0.1:8888/?token=0123456789abcdef and a token')).toBe(
      'http://127.0.0.1:8888/?token=••• and a token',
    );
  });
});

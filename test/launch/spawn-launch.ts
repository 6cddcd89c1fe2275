import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A build comes to its first package within a minute on a busy machine. */
const LINE_TIMEOUT_MS = 150_000;

/** Another process that launches the starter notebook. */
export function spawnLaunch(...args: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL('./launch-child.ts', import.meta.url));
  return spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** This step and those after it: a watcher may miss a step that took a millisecond. */
export function stepsFrom(step: string): readonly string[] {
  const steps = ['image', 'create', 'start', 'ready'];
  return steps.slice(steps.indexOf(step));
}

/** The launch's id, once the child has told such a line; a child that does not is ended. */
export async function lineOf(
  child: ChildProcess,
  isWanted: (line: string) => boolean,
): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  const patience = setTimeout(() => child.kill('SIGKILL'), LINE_TIMEOUT_MS);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (isWanted(line)) return line.split(' ')[0] ?? '';
    }
  } finally {
    clearTimeout(patience);
  }
  throw new Error('the child ended without it');
}

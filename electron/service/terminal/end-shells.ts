import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { ExecConnection } from '../../engine/container-exec.ts';
import { signalCommand } from './shell-command.ts';

/** A shell tells its jobs of a hang-up and ends at once; what it runs may want to save something. */
const HANGUP_GRACE_MS = 1_000;
/** A killed process is gone when the engine has booked it. */
const KILL_GRACE_MS = 1_000;
const POLL_MS = 30;

const SIGNALS = [
  ['HUP', HANGUP_GRACE_MS],
  ['KILL', KILL_GRACE_MS],
] as const;

/** A shell and the way to it. */
export interface RunningShell {
  readonly containerId: string;
  readonly connection: ExecConnection;
  /** As its container counts. */
  readonly processId: number;
}

/**
 * Ends shells as closed windows do: by a hang-up, and by force where that is ignored. An engine ends
 * nothing by itself when its client lets go.
 */
export async function endShells(
  engine: ContainerEngine,
  shells: readonly RunningShell[],
): Promise<void> {
  const containerIds = [...new Set(shells.map(({ containerId }) => containerId))];
  await Promise.allSettled(
    containerIds.map(async (containerId) => {
      const own = shells.filter((shell) => shell.containerId === containerId);
      await endTogether(engine, containerId, own);
    }),
  );
}

async function endTogether(
  engine: ContainerEngine,
  containerId: string,
  shells: readonly RunningShell[],
): Promise<void> {
  let left = shells;
  for (const [signal, graceMs] of SIGNALS) {
    // A number may belong to another process once its own has ended.
    left = await stillRunning(left);
    if (left.length === 0) return;
    const processIds = left.map(({ processId }) => processId);
    // One program for all: to start one takes an engine longer than everything else.
    const killer = await engine.startExec(containerId, signalCommand(signal, processIds));
    // Nobody reads these any more. An engine books a program's end when its client has taken all output or has gone;
    // for so long it answers nothing about that program, and no other one's end in the same container.
    for (const { connection } of left) connection.dispose();
    await readToEnd(killer, graceMs);
    const untilMs = performance.now() + graceMs;
    for (left = await stillRunning(left); left.length > 0; left = await stillRunning(left)) {
      if (performance.now() > untilMs) break;
      await sleep(POLL_MS);
    }
  }
}

/** An engine that is busy with other programs of the container ends the stream late. */
async function readToEnd(program: ExecConnection, withinMs: number): Promise<void> {
  const timer = setTimeout(() => program.dispose(), withinMs);
  try {
    for await (const _words of program.output);
  } catch {
    // Cut by the timer or by the engine: whether the shells have ended is asked next.
  } finally {
    clearTimeout(timer);
    program.dispose();
  }
}

async function stillRunning(shells: readonly RunningShell[]): Promise<readonly RunningShell[]> {
  const states = await Promise.all(shells.map(({ connection }) => connection.inspect()));
  return shells.filter((_shell, index) => states[index]?.isRunning === true);
}

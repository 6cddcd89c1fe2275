import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerEngine, ExecConnection } from '../../engine/container-engine.ts';
import { signalCommand } from './shell-command.ts';

/** A shell tells its jobs of a hang-up and ends at once; what it runs may want to save something. */
const HANGUP_GRACE_MS = 1_000;
/** A killed process is gone when the engine has booked it. */
const KILL_GRACE_MS = 1_000;
const POLL_MS = 30;

/**
 * Ends a shell as a closed window does: by a hang-up, and by force where that is ignored. An engine
 * ends nothing by itself when its client lets go. `processId` is as the container counts.
 */
export async function endShell(
  engine: ContainerEngine,
  containerId: string,
  shell: { readonly connection: ExecConnection; readonly processId: number },
): Promise<void> {
  for (const [signal, graceMs] of [
    ['HUP', HANGUP_GRACE_MS],
    ['KILL', KILL_GRACE_MS],
  ] as const) {
    // A number may belong to another process once its own has ended.
    if (!(await isRunning(shell.connection))) return;
    const killer = await engine.startExec(containerId, signalCommand(shell.processId, signal));
    for await (const _words of killer.output);
    killer.dispose();
    const untilMs = performance.now() + graceMs;
    while (performance.now() < untilMs && (await isRunning(shell.connection))) await sleep(POLL_MS);
  }
}

async function isRunning(connection: ExecConnection): Promise<boolean> {
  return (await connection.inspect()).isRunning;
}

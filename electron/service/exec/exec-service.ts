import { setTimeout as sleep } from 'node:timers/promises';
import type { ContainerExecs, Exec } from '../../../shared/contract/exec.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions } from '../../engine/image-engine.ts';
import type { ContainerProcess, RunningExec } from '../../engine/container-exec.ts';
import { MARK_VARIABLE, markOf } from '../terminal/shell-mark.ts';
import { signalCommand } from '../terminal/shell-command.ts';
import { askAsRoot, findProcess } from './find-process.ts';

/** What the programs of containers are told from: the terminals that are open here. */
export interface OpenTerminals {
  readonly list: () => readonly { readonly id: string }[];
  readonly close: (sessionId: string) => Promise<void>;
}

/** A shell tells its jobs of a hang-up and ends at once; what it runs may want to save something. */
const SIGNALS = [
  ['HUP', 1_500],
  ['KILL', 1_500],
] as const;
const POLL_MS = 50;

/** Programs that clients began in containers by exec. An engine lists them, and has no call to end one. */
export class ExecService {
  readonly #engine: () => ContainerEngine;
  readonly #terminals: OpenTerminals;

  constructor(engine: () => ContainerEngine, terminals: OpenTerminals) {
    this.#engine = engine;
    this.#terminals = terminals;
  }

  /** Oldest first where ages are known. */
  async list(containerId: string, options: CallOptions = {}): Promise<ContainerExecs> {
    const engine = this.#engine();
    const running = await engine.runningExecs(containerId, options);
    if (running.length === 0) return { execs: [] };
    const { processes, ageUnknown } = await listProcesses(engine, containerId, options);
    const execs = running.map((exec) => this.#toExec(exec, processes));
    return {
      execs: execs.toSorted((a, b) => (b.ageSeconds ?? 0) - (a.ageSeconds ?? 0)),
      ...(ageUnknown !== undefined && { ageUnknown }),
    };
  }

  /** Ends one; resolves when the engine has booked its end. */
  async end(containerId: string, execId: string): Promise<void> {
    const engine = this.#engine();
    const exec = await runningExec(engine, containerId, execId);
    if (exec === undefined) return;
    const own = markOf(exec.command);
    if (own !== undefined && this.#terminals.list().some(({ id }) => id === own.sessionId)) {
      return await this.#terminals.close(own.sessionId);
    }
    const { processes } = await listProcesses(engine, containerId, {});
    const { command } = this.#toExec(exec, processes);
    const processId = await findProcess(
      engine,
      containerId,
      own === undefined
        ? { kind: 'command', text: command }
        : { kind: 'variable', text: `${MARK_VARIABLE}=${own.mark}` },
    );
    for (const [signal, graceMs] of SIGNALS) {
      await askAsRoot(engine, containerId, signalCommand(signal, [processId]).command);
      const untilMs = performance.now() + graceMs;
      while (performance.now() < untilMs) {
        if ((await runningExec(engine, containerId, execId)) === undefined) return;
        await sleep(POLL_MS);
      }
    }
    throw new AppError({
      code: 'timed-out',
      message: 'The program was told to end and killed, and the engine still counts it.',
      hint: 'Look again in a moment; a restart of the container ends it.',
    });
  }

  #toExec(exec: RunningExec, processes: readonly ContainerProcess[]): Exec {
    const { id, command, hostProcessId, hasTty } = exec;
    const process = processes.find((each) => each.hostProcessId === hostProcessId);
    const own = markOf(command);
    const isOpen = this.#terminals.list().some((session) => session.id === own?.sessionId);
    return {
      id,
      // Of a shell of Berth the words that found it say nothing.
      command: process?.command ?? (own === undefined ? command.join(' ') : 'a shell'),
      origin:
        own === undefined
          ? { kind: 'other' }
          : isOpen
            ? { kind: 'open-terminal', sessionId: own.sessionId }
            : { kind: 'lost-terminal' },
      hostProcessId,
      hasTty,
      ...(process !== undefined && { ageSeconds: process.ageSeconds }),
    };
  }
}

async function runningExec(
  engine: ContainerEngine,
  containerId: string,
  execId: string,
): Promise<RunningExec | undefined> {
  const all = await engine.runningExecs(containerId);
  return all.find(({ id }) => id === execId);
}

/** An engine lists processes by its machine's own `ps`, which may be another one than is expected, or none. */
async function listProcesses(
  engine: ContainerEngine,
  containerId: string,
  options: CallOptions,
): Promise<{ readonly processes: readonly ContainerProcess[]; readonly ageUnknown?: string }> {
  try {
    return { processes: await engine.listProcesses(containerId, options) };
  } catch (error) {
    const words = error instanceof AppError ? error.failure.message : String(error);
    return { processes: [], ageUnknown: `The engine could not list processes: ${words}` };
  }
}

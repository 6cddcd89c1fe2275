import { AppError } from '../../shared/ipc/app-error.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import type { WorkerAnswer, WorkerCall } from './worker-message.ts';

/** A worker's process, as much of it as its client needs. */
export interface WorkerProcess {
  readonly post: (message: WorkerCall) => void;
  readonly kill: () => void;
}

/** Starts a worker and tells what it says, and that it has ended. */
export type StartWorker = (
  onMessage: (message: WorkerAnswer) => void,
  onExit: () => void,
) => WorkerProcess;

/** A worker without calls ends after this; it starts again in a tenth of a second. */
const IDLE_MS = 5 * 60_000;
/** A call that does not end so long after it was given up keeps its worker busy for good. */
const CANCEL_LIMIT_MS = 1_000;

interface Call {
  readonly onItem: (item: unknown) => void;
  readonly onEnd: (failure?: Failure) => void;
}

/**
 * Calls of one worker, which is started when it is needed and ended when it is idle. Where it crashes, its
 * calls fail and the next one starts another.
 */
export class WorkerClient {
  readonly #start: StartWorker;
  readonly #calls = new Map<number, Call>();
  #process: WorkerProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(start: StartWorker) {
    this.#start = start;
  }

  /** The one item that a method answers with. */
  async ask(method: string, input: unknown): Promise<unknown> {
    for await (const item of this.stream(method, input, new AbortController().signal)) return item;
    throw new AppError(lost());
  }

  /** A method's items. A slow reader gets the newest one only. */
  async *stream(method: string, input: unknown, signal: AbortSignal): AsyncGenerator<unknown> {
    const id = ++this.#lastId;
    const inbox: { item?: unknown; hasItem: boolean; isOver: boolean; failure?: Failure } = {
      hasItem: false,
      isOver: false,
    };
    let wake: () => void = () => undefined;
    this.#begin(id, {
      onItem: (item) => {
        inbox.item = item;
        inbox.hasItem = true;
        wake();
      },
      onEnd: (failure) => {
        inbox.isOver = true;
        if (failure !== undefined) inbox.failure = failure;
        wake();
      },
    });
    const cancel = (): void => this.#cancel(id);
    signal.addEventListener('abort', cancel);
    try {
      this.#process?.post({ kind: 'call', id, method, input });
      if (signal.aborted) cancel();
      for (;;) {
        if (inbox.hasItem) {
          inbox.hasItem = false;
          yield inbox.item;
        } else if (inbox.isOver) {
          if (inbox.failure !== undefined) throw new AppError(inbox.failure);
          return;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', cancel);
      if (!inbox.isOver) this.#cancel(id);
    }
  }

  /** Ends the worker; what it is asked then fails. */
  dispose(): void {
    clearTimeout(this.#idle);
    this.#process?.kill();
    this.#over();
  }

  #begin(id: number, call: Call): void {
    clearTimeout(this.#idle);
    this.#calls.set(id, call);
    if (this.#process !== undefined) return;
    const process = this.#start(
      (message) => this.#take(message),
      () => {
        if (this.#process === process) this.#over();
      },
    );
    this.#process = process;
  }

  #take(message: WorkerAnswer): void {
    const call = this.#calls.get(message.id);
    if (message.kind === 'item') call?.onItem(message.item);
    else this.#end(message.id, message.kind === 'fail' ? message.failure : undefined);
  }

  #end(id: number, failure: Failure | undefined): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.onEnd(failure);
    if (this.#calls.size > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.dispose(), IDLE_MS);
    this.#idle.unref();
  }

  #cancel(id: number): void {
    if (!this.#calls.has(id)) return;
    this.#process?.post({ kind: 'cancel', id });
    const process = this.#process;
    const limit = setTimeout(() => {
      if (this.#calls.has(id) && this.#process === process) this.dispose();
    }, CANCEL_LIMIT_MS);
    limit.unref();
  }

  /** The worker is no more. */
  #over(): void {
    this.#process = undefined;
    for (const id of this.#calls.keys()) this.#end(id, lost());
  }
}

function lost(): Failure {
  return {
    code: 'internal',
    message: 'The worker that reads layers ended unexpectedly.',
    hint: 'Open the image again.',
  };
}

import { AppError } from '../../shared/ipc/app-error.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import type { WorkerAnswer, WorkerCall } from './worker-message.ts';

/** What a worker can do: every method answers with any number of items. */
export type WorkerMethods = Readonly<
  Record<string, (input: unknown, signal: AbortSignal) => AsyncIterable<unknown>>
>;

/** Serves a worker's calls. Returns what takes each message. */
export function serveCalls(
  methods: WorkerMethods,
  post: (answer: WorkerAnswer) => void,
): (message: WorkerCall) => void {
  const running = new Map<number, AbortController>();
  const serve = async (id: number, method: string, input: unknown): Promise<void> => {
    const aborter = new AbortController();
    running.set(id, aborter);
    try {
      const run = methods[method];
      if (run === undefined) throw new TypeError(`no method ${method}`);
      for await (const item of run(input, aborter.signal)) post({ kind: 'item', id, item });
      post({ kind: 'end', id });
    } catch (error) {
      post({ kind: 'fail', id, failure: failureOf(error) });
    } finally {
      running.delete(id);
    }
  };
  return (message) => {
    if (message.kind === 'cancel') running.get(message.id)?.abort();
    else void serve(message.id, message.method, message.input);
  };
}

function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  return {
    code: 'internal',
    message: 'Something went wrong in a worker of Berth.',
    cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

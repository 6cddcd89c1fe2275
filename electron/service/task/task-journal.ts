import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { TaskSchema, type Task } from '../../../shared/contract/task.ts';
import { writeAtomically } from '../state-file/write-atomically.ts';

/** Work that an engine or a registry does for a while; what was read ahead or indexed is begun anew by itself. */
const KEPT_KINDS: ReadonlySet<Task['kind']> = new Set([
  'pull',
  'make-image',
  'remove',
  'save',
  'load',
]);

const JournalSchema = z.object({ version: z.literal(1), running: z.array(TaskSchema) });

/** Which tasks ran, on disk: what is in it at a start was ended by the end of the app. */
export class TaskJournal {
  readonly #file: string;
  #writing: Promise<void> = Promise.resolve();
  #written = '';

  constructor(file: string) {
    this.#file = file;
  }

  /** What ran when the app ended, as tasks that were interrupted; nothing where it cannot be read. */
  async read(): Promise<readonly Task[]> {
    try {
      const parsed = JournalSchema.safeParse(JSON.parse(await readFile(this.#file, 'utf8')));
      if (!parsed.success) return [];
      const { running } = parsed.data;
      this.#written = idsOf(running);
      return running.map(interrupted);
    } catch {
      return [];
    }
  }

  /** Notes which tasks run now; resolves when that is on the disk, or cannot be. */
  async note(tasks: readonly Task[]): Promise<void> {
    const running = tasks.filter(
      ({ kind, status }) => status === 'running' && KEPT_KINDS.has(kind),
    );
    const ids = idsOf(running);
    // Progress is no news: only which tasks run is kept.
    if (ids === this.#written) return await this.#writing;
    this.#written = ids;
    const text = JSON.stringify({ version: 1, running: running.map(withoutProgress) });
    this.#writing = this.#writing
      .then(async () => await writeAtomically(this.#file, text))
      // A full disk costs the memory of what was under way, not the work.
      .catch(() => undefined);
    await this.#writing;
  }
}

function idsOf(tasks: readonly Task[]): string {
  return tasks.map(({ id }) => id).join(' ');
}

function withoutProgress({ id, kind, title, status, startedAtMs }: Task): Task {
  return { id, kind, title, status, startedAtMs, detail: '' };
}

function interrupted(task: Task): Task {
  const failure = {
    code: 'interrupted',
    message: 'Berth ended while this was under way.',
    hint:
      task.kind === 'pull'
        ? 'Pull again: layers that are complete are kept.'
        : 'Look at the list, and begin again where something is missing.',
  } as const;
  return { ...withoutProgress(task), status: 'interrupted', detail: failure.message, failure };
}

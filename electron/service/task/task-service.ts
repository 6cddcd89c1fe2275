import { randomBytes } from 'node:crypto';
import type { Task, TaskPart } from '../../../shared/contract/task.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { TaskJournal } from './task-journal.ts';
import { SnapshotFeed } from './snapshot-feed.ts';

/** Ten updates a second look fluent and cost a window nothing; from the product's budget. */
const MIN_UPDATE_INTERVAL_MS = 100;

/** Ended tasks kept for the list; the oldest go first. */
const MAX_ENDED_TASKS = 50;

/** What a task tells while it runs. Absent fields are unknown, not unchanged. */
export interface TaskProgress {
  readonly detail: string;
  readonly donePct?: number | undefined;
  readonly doneBytes?: number | undefined;
  readonly totalBytes?: number | undefined;
  readonly bytesPerSecond?: number | undefined;
  readonly parts?: readonly TaskPart[] | undefined;
}

/** How a task ended. */
export type TaskOutcome =
  | { readonly status: 'done' | 'cancelled'; readonly detail: string }
  | { readonly status: 'failed' | 'interrupted'; readonly failure: Failure };

/** What the owner of the work holds. */
export interface TaskHandle {
  readonly id: string;
  readonly update: (progress: TaskProgress) => void;
  /** The first call counts. */
  readonly end: (outcome: TaskOutcome) => void;
}

/** What a task needs to be listed. */
export interface TaskRequest {
  readonly kind: Task['kind'];
  readonly title: string;
  /** Ends the work; the owner then ends the task. */
  readonly abort: () => void;
}

/** The list of long work. Lives as long as the app: windows only watch it. */
export class TaskService {
  readonly #tasks = new Map<string, Task>();
  readonly #aborts = new Map<string, () => void>();
  readonly #feed = new SnapshotFeed(() => this.list(), MIN_UPDATE_INTERVAL_MS);

  readonly #journal: TaskJournal | undefined;
  #isOver = false;

  /** Without a journal nothing is known of an earlier run of the app. */
  constructor(journal?: TaskJournal) {
    this.#journal = journal;
  }

  /** Lists what an earlier run of the app left unfinished; called once, before anything is started. */
  async begin(): Promise<void> {
    const left = (await this.#journal?.read()) ?? [];
    for (const task of left.toReversed()) this.#tasks.set(task.id, task);
    void this.written();
    this.#feed.changed('now');
  }

  /** Resolves when the journal has which tasks run now. */
  async written(): Promise<void> {
    // What the app's end cuts off is told at its next start.
    if (!this.#isOver) await this.#journal?.note(this.list());
  }

  /** All tasks, newest first. */
  list(): readonly Task[] {
    return [...this.#tasks.values()].toReversed();
  }

  /** The list now and whenever it changes. */
  watch(signal: AbortSignal): AsyncIterable<readonly Task[]> {
    return this.#feed.watch(signal);
  }

  /** Lists a new running task. */
  start(request: TaskRequest): TaskHandle {
    const id = `task-${randomBytes(8).toString('hex')}`;
    this.#aborts.set(id, request.abort);
    this.#tasks.set(id, {
      id,
      kind: request.kind,
      title: request.title,
      status: 'running',
      detail: '',
      startedAtMs: Date.now(),
    });
    void this.written();
    this.#feed.changed('now');
    return {
      id,
      update: (progress) => this.#update(id, progress),
      end: (outcome) => this.#end(id, outcome),
    };
  }

  /** Asks a running task to end; an ended one is left as it is. Fails with `not-found`. */
  cancel(taskId: string): void {
    if (!this.#tasks.has(taskId)) {
      throw new AppError({
        code: 'not-found',
        message: 'This task is no longer on the list.',
        subject: taskId,
      });
    }
    this.#aborts.get(taskId)?.();
  }

  /** Takes ended tasks off the list. */
  clearEnded(): void {
    for (const task of this.#tasks.values()) {
      if (task.status !== 'running') this.#tasks.delete(task.id);
    }
    this.#feed.changed('now');
  }

  /** Asks everything that runs to end, and ends every watch. */
  dispose(): void {
    this.#isOver = true;
    for (const abort of this.#aborts.values()) abort();
    this.#feed.dispose();
  }

  #update(id: string, progress: TaskProgress): void {
    const task = this.#tasks.get(id);
    if (task?.status !== 'running') return;
    const { donePct, doneBytes, totalBytes, bytesPerSecond, parts } = progress;
    this.#tasks.set(id, {
      id,
      kind: task.kind,
      title: task.title,
      status: 'running',
      startedAtMs: task.startedAtMs,
      detail: progress.detail,
      ...(donePct !== undefined && { donePct: Math.min(100, Math.max(0, donePct)) }),
      ...(doneBytes !== undefined && { doneBytes }),
      ...(totalBytes !== undefined && { totalBytes }),
      ...(bytesPerSecond !== undefined && { bytesPerSecond }),
      ...(parts !== undefined && { parts: [...parts] }),
    });
    this.#feed.changed('soon');
  }

  #end(id: string, outcome: TaskOutcome): void {
    const task = this.#tasks.get(id);
    if (task?.status !== 'running') return;
    this.#aborts.delete(id);
    const isDone = outcome.status === 'done';
    // How it went on side by side and how fast is of no use any more.
    const { parts: _parts, bytesPerSecond: _rate, ...rest } = task;
    this.#tasks.set(id, {
      ...rest,
      status: outcome.status,
      endedAtMs: Date.now(),
      ...(isDone && { donePct: 100 }),
      ...('failure' in outcome
        ? { failure: outcome.failure, detail: outcome.failure.message }
        : { detail: outcome.detail }),
    });
    this.#dropOldest();
    void this.written();
    this.#feed.changed('now');
  }

  #dropOldest(): void {
    const ended = [...this.#tasks.values()].filter((task) => task.status !== 'running');
    for (const task of ended.slice(0, Math.max(0, ended.length - MAX_ENDED_TASKS))) {
      this.#tasks.delete(task.id);
    }
  }
}

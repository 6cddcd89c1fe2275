import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { LocalRecipe } from '../../engine/local/local-recipe.ts';
import type { TaskService } from '../task/task-service.ts';
import type { LocalRecipeName } from '../template/launch-template.ts';
import type { ContainerEvents } from './container-events.ts';
import { toFailure } from './explain-failure.ts';
import type { LaunchJob } from './launch-job.ts';
import type { LaunchList } from './launch-list.ts';
import { fail } from './launch-state.ts';
import type { ReadinessProbe } from './probe-readiness.ts';

/** What jobs are made of besides the launch itself. */
export interface RunnerParts {
  readonly list: LaunchList;
  readonly tasks: TaskService;
  readonly events: ContainerEvents;
  readonly recipes: Readonly<Record<LocalRecipeName, LocalRecipe>>;
  readonly probe: ReadinessProbe;
  /** Cancels a launch and undoes it. */
  readonly cancel: (launchId: string) => void;
}

/** Runs at most one job for each launch. */
export class LaunchRunner {
  readonly #parts: RunnerParts;
  readonly #running = new Map<
    string,
    { readonly end: AbortController; readonly done: Promise<void> }
  >();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  isRunning(launchId: string): boolean {
    return this.#running.has(launchId);
  }

  /** Begins work on a launch, unless some is going on. */
  run(
    launchId: string,
    engine: ContainerEngine,
    work: (job: LaunchJob) => Promise<void>,
    options: { readonly isNew: boolean } = { isNew: false },
  ): void {
    if (this.#running.has(launchId)) return;
    const end = new AbortController();
    const job = this.#toJob(launchId, engine, end.signal, options.isNew);
    const done = work(job)
      .catch((error: unknown) => {
        if (!end.signal.aborted) this.#parts.list.change(launchId, fail(toFailure(error)));
      })
      .finally(() => this.#running.delete(launchId));
    this.#running.set(launchId, { end, done });
  }

  /** Ends a launch's job and resolves when nothing of it runs any more. */
  async abort(launchId: string): Promise<void> {
    const running = this.#running.get(launchId);
    running?.end.abort();
    await running?.done;
  }

  /** Ends all jobs: for the end of the app. What they made stays for the next start to take up. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((launchId) => this.abort(launchId)));
  }

  #toJob(
    launchId: string,
    engine: ContainerEngine,
    signal: AbortSignal,
    isNew: boolean,
  ): LaunchJob {
    const { list, tasks, events, recipes, probe, cancel } = this.#parts;
    return {
      launchId,
      isNew,
      engine,
      tasks,
      recipes,
      probe,
      signal,
      cancel: () => cancel(launchId),
      report: (change, urgency) => list.change(launchId, change, urgency),
      nextName: async (attempt) => {
        const launch = list.get(launchId);
        const name = launch?.name ?? launchId;
        if (attempt === 0 || launch === undefined) return name;
        const taken = [...(await engine.listContainers({ signal })), ...list.all()];
        const free = freeName(launch.templateId, new Set(taken.map((each) => each.name)));
        list.change(launchId, (current) => ({ ...current, name: free }));
        return free;
      },
      containerEvent: (containerId) => events.next(containerId),
    };
  }
}

/** `<template>-<n>` with the smallest n that is free. */
export function freeName(templateId: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const name = `${templateId}-${n}`;
    if (!taken.has(name)) return name;
  }
}

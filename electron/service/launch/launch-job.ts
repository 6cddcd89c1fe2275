import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { LocalRecipe } from '../../engine/local/local-recipe.ts';
import type { TaskService } from '../task/task-service.ts';
import type { LocalRecipeName } from '../template/launch-template.ts';
import type { LaunchChange } from './launch-state.ts';
import type { ReadinessProbe } from './probe-readiness.ts';

/** What every step of one launch has at hand. */
export interface LaunchJob {
  readonly launchId: string;
  /** True when no container of it can exist yet. */
  readonly isNew: boolean;
  readonly engine: ContainerEngine;
  readonly tasks: TaskService;
  readonly recipes: Readonly<Record<LocalRecipeName, LocalRecipe>>;
  readonly probe: ReadinessProbe;
  /** Aborted by a cancel; the launch is then undone by whoever aborted. */
  readonly signal: AbortSignal;
  /** Cancels the whole launch; what a task's own cancel means. */
  readonly cancel: () => void;
  /** Applies a change to the launch that windows see. */
  readonly report: (change: LaunchChange, urgency: 'now' | 'soon') => void;
  /** The name to take; after an attempt that found it taken, another one. */
  readonly nextName: (attempt: number) => Promise<string>;
  /** Resolves at the next event of the launch's container. */
  readonly containerEvent: (containerId: string) => Promise<void>;
}

/** An image that is here, and how to run it. */
export interface FoundImage {
  /** What to create the container from. */
  readonly reference: string;
  /** Its own user, as the image says it. */
  readonly user: string;
  readonly entrypoint: readonly string[];
  /** Absent: the image's own. */
  readonly command?: readonly string[] | undefined;
}

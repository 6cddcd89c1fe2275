import type { Launch } from '../../../shared/contract/launch.ts';
import { SnapshotFeed, type Urgency } from '../task/snapshot-feed.ts';
import type { LaunchJournal } from './launch-journal.ts';
import type { LaunchChange } from './launch-state.ts';

/** Byte counts ten times a second look fluent; a new status is told at once. */
const MIN_UPDATE_INTERVAL_MS = 100;

/** All launches as windows see them, and their journal. */
export class LaunchList {
  readonly #launches = new Map<string, Launch>();
  readonly #journal: LaunchJournal;
  readonly #feed = new SnapshotFeed(() => this.all(), MIN_UPDATE_INTERVAL_MS);

  constructor(journal: LaunchJournal) {
    this.#journal = journal;
  }

  /** Newest first. */
  all(): readonly Launch[] {
    return [...this.#launches.values()].toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  }

  get(launchId: string): Launch | undefined {
    return this.#launches.get(launchId);
  }

  watch(signal: AbortSignal): AsyncIterable<readonly Launch[]> {
    return this.#feed.watch(signal);
  }

  /** Adds a launch, or replaces it. */
  put(launch: Launch, urgency: Urgency = 'now'): void {
    this.#launches.set(launch.id, launch);
    this.#tell(urgency);
  }

  /** Changes a launch; one that is gone stays gone. */
  change(launchId: string, change: LaunchChange, urgency: Urgency = 'now'): void {
    const launch = this.#launches.get(launchId);
    if (launch !== undefined) this.put(change(launch), urgency);
  }

  remove(launchId: string): void {
    if (this.#launches.delete(launchId)) this.#tell('now');
  }

  /** Resolves when everything so far is on the disk. */
  async flush(): Promise<void> {
    await this.#journal.write(this.all());
  }

  dispose(): void {
    this.#feed.dispose();
  }

  /** Mere progress is not worth a write: after a restart it begins anew. */
  #tell(urgency: Urgency): void {
    if (urgency === 'now') void this.flush();
    this.#feed.changed(urgency);
  }
}

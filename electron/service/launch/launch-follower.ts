import type { Container } from '../../../shared/contract/container.ts';
import type { EngineNotice } from '../../../shared/contract/engine.ts';
import type { Launch } from '../../../shared/contract/launch.ts';
import type { FailureCode } from '../../../shared/ipc/failure.ts';
import type { ContainerEvents } from './container-events.ts';
import type { EngineAccess } from './engine-access.ts';
import { addressOf, LAUNCH_LABEL, toIdentity, type LaunchIdentity } from './launch-labels.ts';
import type { LaunchList } from './launch-list.ts';
import type { LaunchRunner } from './launch-runner.ts';
import { becomeStopped, beginStep, isFirstRun, isUnderWay, newLaunch } from './launch-state.ts';

/** Events that can change what a launch is; health checks bring hundreds of others an hour. */
const TELLING_ACTIONS: ReadonlySet<string> = new Set(
  'create start restart die stop kill oom destroy rename pause unpause update'.split(' '),
);

/** What the follower asks the service to do. */
export interface FollowerActions {
  /** A container runs and nobody knows yet whether its notebook answers. */
  readonly checkReadiness: (container: Container, identity: LaunchIdentity) => void;
  /** A launch was under way when the app ended. */
  readonly resume: (launch: Launch) => void;
  /** A cancel was under way when the app ended. */
  readonly finishCancel: (launch: Launch) => void;
  /** A container stopped or went: its page is of no use any more. */
  readonly closeView: (containerId: string) => void;
}

/** Makes launches say what the engine says: containers with our label are the truth. */
export class LaunchFollower {
  readonly #access: EngineAccess;
  readonly #list: LaunchList;
  readonly #runner: LaunchRunner;
  readonly #events: ContainerEvents;
  readonly #actions: FollowerActions;
  readonly #end = new AbortController();
  readonly #dirtyIds = new Set<string>();
  #isAllDirty = false;
  #isRefreshing = false;
  #changeCount = 0;

  constructor(parts: {
    readonly access: EngineAccess;
    readonly list: LaunchList;
    readonly runner: LaunchRunner;
    readonly events: ContainerEvents;
    readonly actions: FollowerActions;
  }) {
    this.#access = parts.access;
    this.#list = parts.list;
    this.#runner = parts.runner;
    this.#events = parts.events;
    this.#actions = parts.actions;
  }

  /** Follows the engine until `dispose`. */
  async follow(): Promise<void> {
    for await (const notice of this.#access.notices(this.#end.signal)) this.#take(notice);
  }

  /** Berth itself changes something: what was asked before that is stale. */
  touch(): void {
    this.#changeCount += 1;
  }

  dispose(): void {
    this.#end.abort();
  }

  #take(notice: EngineNotice): void {
    switch (notice.kind) {
      case 'state':
        if (notice.state.kind !== 'connected') return;
        break;
      case 'resync':
        break;
      case 'container':
        if (!TELLING_ACTIONS.has(notice.action)) return;
        this.#events.tell(notice.id);
        this.#dirtyIds.add(notice.id);
        void this.#refresh();
        return;
      case 'image':
        return;
    }
    this.#events.tell();
    this.#isAllDirty = true;
    void this.#refresh();
  }

  /** One at a time; what becomes dirty meanwhile is looked at again. */
  async #refresh(): Promise<void> {
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    try {
      while (!this.#end.signal.aborted && (this.#isAllDirty || this.#dirtyIds.size > 0)) {
        if (this.#isAllDirty) await this.#refreshAll();
        else for (const id of this.#dirtyIds) await this.#refreshOne(id);
      }
    } catch {
      // The engine is away; when it is back, it says so and everything is looked at again.
      this.#isAllDirty = false;
      this.#dirtyIds.clear();
    } finally {
      this.#isRefreshing = false;
    }
  }

  async #refreshAll(): Promise<void> {
    const before = this.#changeCount;
    this.#isAllDirty = false;
    this.#dirtyIds.clear();
    const containers = await this.#access.engine.listContainers({ label: LAUNCH_LABEL });
    if (before !== this.#changeCount) {
      this.#isAllDirty = true;
      return;
    }
    const seen = new Set<string>();
    for (const container of containers) {
      const identity = toIdentity(container);
      if (identity === undefined || seen.has(identity.launchId)) continue;
      seen.add(identity.launchId);
      this.#apply(container, identity);
    }
    for (const launch of this.#list.all()) if (!seen.has(launch.id)) this.#applyAbsence(launch);
  }

  async #refreshOne(containerId: string): Promise<void> {
    const before = this.#changeCount;
    this.#dirtyIds.delete(containerId);
    const container = await this.#access.engine.findContainer(containerId);
    if (before !== this.#changeCount) {
      this.#dirtyIds.add(containerId);
      return;
    }
    const identity = container === undefined ? undefined : toIdentity(container);
    if (container !== undefined && identity !== undefined) {
      this.#apply(container, identity);
    } else if (container === undefined) {
      const launch = this.#list.all().find((each) => each.containerId === containerId);
      if (launch !== undefined) this.#applyAbsence(launch);
    }
  }

  #apply(container: Container, identity: LaunchIdentity): void {
    const known = this.#list.get(identity.launchId);
    if (this.#runner.isRunning(identity.launchId)) return;
    if (known?.isEnding === true) {
      this.#applyToEnding(known);
      return;
    }
    const launch = { ...(known ?? toLaunch(container, identity)), ...namesOf(container) };
    switch (container.state) {
      case 'running': {
        const address = addressOf(container, identity.port);
        if (isSettled(launch) && launch.address === address) return;
        this.#list.put({ ...launch, ...(address !== undefined && { address }) });
        this.#actions.checkReadiness(container, identity);
        return;
      }
      case 'created':
        if (known !== undefined && isUnderWay(known)) this.#actions.resume(launch);
        else if (launch.status !== 'Failed') this.#stop(launch, container.id);
        return;
      case 'exited':
      case 'dead':
      case 'paused':
        if (launch.status !== 'Failed') this.#stop(launch, container.id);
        return;
      case 'restarting':
      case 'removing':
        return;
    }
  }

  /** Without a job an ending launch is one whose cancel the app's own end has cut short. */
  #applyToEnding(launch: Launch): void {
    if (isUnderWay(launch) && isFirstRun(launch)) this.#actions.finishCancel(launch);
  }

  #stop(launch: Launch, containerId: string): void {
    if (this.#list.get(launch.id)?.status === 'Stopped') return;
    this.#list.put(becomeStopped(launch));
    this.#actions.closeView(containerId);
  }

  #applyAbsence(launch: Launch): void {
    if (this.#runner.isRunning(launch.id)) return;
    if (isUnderWay(launch)) {
      if (launch.isEnding) this.#actions.finishCancel(launch);
      else this.#actions.resume(launch);
      return;
    }
    // What failed before it had a container has nothing that could be gone.
    if (launch.status === 'Failed' && launch.containerId === undefined) return;
    this.#list.remove(launch.id);
    if (launch.containerId !== undefined) this.#actions.closeView(launch.containerId);
  }
}

/** False where the launch failed only because the engine was away: now it can be looked at. */
function isSettled({ status, failure }: Launch): boolean {
  return (
    status === 'Ready' || (status === 'Failed' && !ENGINE_AWAY.has(failure?.code ?? 'internal'))
  );
}

const ENGINE_AWAY: ReadonlySet<FailureCode> = new Set([
  'interrupted',
  'engine-unreachable',
  'engine-not-responding',
]);

function namesOf(container: Container): Pick<Launch, 'name' | 'containerId'> {
  return { name: container.name, containerId: container.id };
}

/** A launch that only its container remembers: it was past its first steps. */
function toLaunch(container: Container, identity: LaunchIdentity): Launch {
  const { launchId, templateId, templateTitle } = identity;
  const { name, createdAtMs } = container;
  const launch = newLaunch({ id: launchId, name, templateId, templateTitle, createdAtMs });
  return beginStep('ready', 'Found running')(launch);
}

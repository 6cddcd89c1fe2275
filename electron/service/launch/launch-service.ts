import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Container } from '../../../shared/contract/container.ts';
import type { Launch } from '../../../shared/contract/launch.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { LocalRecipe } from '../../engine/local/local-recipe.ts';
import type { TaskService } from '../task/task-service.ts';
import type { LocalRecipeName } from '../template/launch-template.ts';
import type { TemplateCatalogue } from '../template/template-catalogue.ts';
import { ContainerEvents } from './container-events.ts';
import type { Desktop } from './desktop.ts';
import { engineOfThisMachine, type EngineAccess } from './engine-access.ts';
import { toFailure } from './explain-failure.ts';
import { cutShortElsewhere, launchConflict, launchNotFound } from './launch-failure.ts';
import { LaunchFollower } from './launch-follower.ts';
import { LaunchJournal } from './launch-journal.ts';
import { findLaunchContainer, removeLaunchContainers } from './launch-containers.ts';
import { toIdentity, type LaunchIdentity } from './launch-labels.ts';
import { LaunchList } from './launch-list.ts';
import { LaunchRunner, freeName } from './launch-runner.ts';
import {
  becomeStopped,
  beginStep,
  fail,
  isFirstRun,
  isUnderWay,
  newLaunch,
} from './launch-state.ts';
import { NotebookDoor } from './notebook-door.ts';
import { probeHttp, type ReadinessProbe } from './probe-readiness.ts';
import { awaitReadiness, runLaunch, startAgain } from './run-launch.ts';

/** A notebook writes its checkpoints when asked to end; nobody waits longer for a closed one. */
const STOP_GRACE_SECONDS = 10;

/** What a launch service is made of. */
export interface LaunchServiceParts {
  readonly access: EngineAccess;
  readonly tasks: TaskService;
  readonly templates: Pick<TemplateCatalogue, 'find'>;
  readonly recipes: Readonly<Record<LocalRecipeName, LocalRecipe>>;
  readonly desktop: Desktop;
  readonly stateDirectory: string;
  readonly probe?: ReadinessProbe;
}

/** Running templates: begun here, followed at the engine, remembered over restarts. */
export class LaunchService {
  /** The ways into a notebook that is ready. */
  readonly door: NotebookDoor;
  readonly #parts: LaunchServiceParts;
  readonly #journal: LaunchJournal;
  readonly #list: LaunchList;
  readonly #runner: LaunchRunner;
  readonly #follower: LaunchFollower;
  #formerEngineUrl: string | undefined;
  readonly #undoing = new Map<string, Promise<void>>();

  constructor(parts: LaunchServiceParts) {
    this.#parts = parts;
    const journalFile = join(parts.stateDirectory, 'launches.json');
    this.#journal = new LaunchJournal(journalFile, () => parts.access.state.address?.url);
    this.#list = new LaunchList(this.#journal);
    this.door = new NotebookDoor(
      parts.desktop,
      (launchId) => this.#find(launchId),
      () => parts.access.engine,
    );
    const { access, tasks, recipes, probe = probeHttp } = parts;
    const { view } = parts.desktop;
    const events = new ContainerEvents();
    const cancel = (launchId: string): void => this.#inBackground(this.cancel(launchId));
    const list = this.#list;
    this.#runner = new LaunchRunner({ list, tasks, events, recipes, probe, cancel });
    this.#follower = new LaunchFollower({
      access,
      list,
      runner: this.#runner,
      events,
      actions: {
        checkReadiness: (container, identity) => this.#checkReadiness(container, identity),
        resume: (launch) => this.#resume(launch),
        finishCancel: (launch) => this.#inBackground(this.#undo(launch.id)),
        closeView: (containerId) => view.close(containerId),
      },
    });
  }

  /** Reads what was under way when the app ended, then follows the engine. */
  async begin(): Promise<void> {
    const { launches, engineUrl } = await this.#journal.read();
    this.#formerEngineUrl = engineUrl;
    for (const launch of launches) this.#list.put(asOfNow(launch));
    this.#inBackground(this.#follower.follow());
  }

  watch(signal: AbortSignal): AsyncIterable<readonly Launch[]> {
    return this.#list.watch(signal);
  }

  /** Newest first. */
  all(): readonly Launch[] {
    return this.#list.all();
  }

  /** Begins a launch and answers its id; how it goes is told by `watch`. */
  async launch(templateId: string): Promise<string> {
    const engine = engineOfThisMachine(this.#parts.access);
    const template = await this.#parts.templates.find(templateId);
    const id = `launch-${randomBytes(8).toString('hex')}`;
    // The engine's own containers are asked only when one of them has taken the name.
    const name = freeName(templateId, new Set(this.#list.all().map((each) => each.name)));
    const createdAtMs = Date.now();
    this.#list.put(newLaunch({ id, name, templateId, templateTitle: template.title, createdAtMs }));
    this.#runner.run(id, engine, (job) => runLaunch(job, template), { isNew: true });
    return id;
  }

  /** Ends a launch that is not ready yet; nothing of it stays. */
  async cancel(launchId: string): Promise<void> {
    const launch = this.#find(launchId);
    if (!isUnderWay(launch)) throw launchConflict(launch, 'is not under way any more');
    // Somebody may have worked in a container that was ready before: it stays.
    if (isFirstRun(launch)) await this.#undo(launchId);
    else await this.stop(launchId);
  }

  /** Stops the container and keeps it. */
  async stop(launchId: string): Promise<void> {
    const { containerId } = this.#find(launchId);
    if (containerId === undefined)
      throw launchConflict(this.#find(launchId), 'has no container yet');
    await this.#ending(launchId, async (engine) => {
      await this.#runner.abort(launchId);
      this.#parts.desktop.view.close(containerId);
      await engine.stopContainer(containerId, { graceSeconds: STOP_GRACE_SECONDS });
      this.#list.change(launchId, becomeStopped);
    });
  }

  /** Starts a stopped or failed launch again, or a running one anew. */
  async restart(launchId: string): Promise<void> {
    const launch = this.#find(launchId);
    if (this.#runner.isRunning(launchId) || launch.isEnding)
      throw launchConflict(launch, 'is busy');
    const engine = engineOfThisMachine(this.#parts.access);
    const container = await findLaunchContainer(engine, launchId);
    const identity = container === undefined ? undefined : toIdentity(container);
    if (container === undefined || identity === undefined || container.state === 'created') {
      if (container !== undefined) await removeLaunchContainers(engine, launchId);
      this.#runAnew(launch.id, { isNew: true });
      return;
    }
    this.#parts.desktop.view.close(container.id);
    const target = { ...identity, containerId: container.id };
    this.#list.change(launchId, beginStep('start', 'Starting the container'));
    this.#follower.touch();
    this.#runner.run(launchId, engine, async (job) => {
      if (container.state === 'running') {
        await engine.stopContainer(container.id, { graceSeconds: STOP_GRACE_SECONDS });
      }
      await startAgain(job, target);
    });
  }

  /** Removes the launch and its container. */
  async remove(launchId: string): Promise<void> {
    this.#find(launchId);
    await this.#undo(launchId);
  }

  /** Ends the app's part; containers go on, and what was under way is taken up at the next start. */
  async dispose(): Promise<void> {
    this.#follower.dispose();
    const ended = this.#runner.dispose();
    this.#list.dispose();
    await this.door.dispose();
    await ended;
    await this.#list.flush();
  }

  #find(launchId: string): Launch {
    const launch = this.#list.get(launchId);
    if (launch !== undefined) return launch;
    throw launchNotFound(launchId);
  }

  /** Goes on with what the app's end cut short, unless another engine is connected now. */
  #resume(launch: Launch): void {
    if (this.#formerEngineUrl === this.#parts.access.state.address?.url) {
      this.#runAnew(launch.id, { isNew: false });
    } else {
      this.#list.change(launch.id, fail(cutShortElsewhere));
    }
  }

  /** All its steps; what is there already is used. */
  #runAnew(launchId: string, options: { readonly isNew: boolean }): void {
    const engine = engineOfThisMachine(this.#parts.access);
    const { templateId } = this.#find(launchId);
    this.#list.change(launchId, ({ containerId: _old, address: _address, ...rest }) => rest);
    this.#list.change(launchId, beginStep('image', 'Looking for the image'));
    this.#runner.run(
      launchId,
      engine,
      async (job) => await runLaunch(job, await this.#parts.templates.find(templateId)),
      options,
    );
  }

  #checkReadiness(container: Container, identity: LaunchIdentity): void {
    const { engine } = this.#parts.access;
    const target = { ...identity, containerId: container.id };
    this.#runner.run(identity.launchId, engine, (job) => awaitReadiness(job, target));
  }

  /** Ends whatever runs for it and removes every container of it. Asked twice, it is done once. */
  async #undo(launchId: string): Promise<void> {
    const undoing = this.#undoing.get(launchId) ?? this.#removeAll(launchId);
    this.#undoing.set(launchId, undoing);
    await undoing.finally(() => this.#undoing.delete(launchId));
  }

  async #removeAll(launchId: string): Promise<void> {
    await this.#ending(launchId, async (engine) => {
      await this.#runner.abort(launchId);
      const containerId = this.#list.get(launchId)?.containerId;
      if (containerId !== undefined) this.#parts.desktop.view.close(containerId);
      await removeLaunchContainers(engine, launchId);
      this.#list.remove(launchId);
    });
  }

  /** Marks a launch as ending while the work runs; a failure leaves it as it was, and is thrown. */
  async #ending(launchId: string, work: (engine: ContainerEngine) => Promise<void>): Promise<void> {
    const { engine } = this.#parts.access;
    this.#list.change(launchId, (launch) => ({ ...launch, isEnding: true }));
    this.#follower.touch();
    try {
      await work(engine);
    } catch (error) {
      this.#list.change(launchId, (launch) =>
        isUnderWay(launch) ? fail(toFailure(error))(launch) : { ...launch, isEnding: false },
      );
      throw error;
    } finally {
      this.#follower.touch();
    }
  }

  /** Whatever fails here shows in the launch's own state or at the next look. */
  #inBackground(work: Promise<void>): void {
    work.catch(() => undefined);
  }
}

/** What the journal said, as far as it can still be true. */
function asOfNow(launch: Launch): Launch {
  const isSettled = launch.status === 'Failed' || launch.status === 'Stopped';
  if (isSettled) return { ...launch, isEnding: false };
  // Only the cancel of a first run is taken up; where work may be, nothing is removed by itself.
  const isEnding = launch.isEnding && isFirstRun(launch);
  if (launch.status !== 'Ready') return { ...launch, isEnding };
  const { address: _address, ...rest } = launch;
  return beginStep('ready', 'Checking whether it still answers')({ ...rest, isEnding: false });
}

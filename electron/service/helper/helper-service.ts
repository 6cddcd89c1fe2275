import type { Helper, HelperPlan } from '../../../shared/contract/helper.ts';
import type { TerminalSize } from '../../../shared/contract/terminal.ts';
import { hasStopped } from '../../../shared/value/has-stopped.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions } from '../../engine/image-engine.ts';
import type { EngineAccess } from '../launch/engine-access.ts';
import { SnapshotFeed } from '../task/snapshot-feed.ts';
import type { TerminalService } from '../terminal/terminal-service.ts';
import { makeBeside, planBeside } from './beside-helper.ts';
import { makeCopy, planCopy } from './copy-helper.ts';
import { helperFailure } from './helper-failure.ts';
import type { HelperMemory } from './helper-memory.ts';
import { leftParts, noParts, removeParts, type HelperParts } from './helper-parts.ts';

const UPDATE_INTERVAL_MS = 100;

/** Containers for others that have no shell or do not run, each for as long as its terminal. */
export class HelperService {
  readonly #access: EngineAccess;
  readonly #terminals: TerminalService;
  readonly #memory: HelperMemory;
  /** By the id of the helper's own container. */
  readonly #helpers = new Map<string, { readonly helper: Helper; readonly parts: HelperParts }>();
  /** Of helpers that do not stand yet. */
  readonly #making = new Set<HelperParts>();
  readonly #feed = new SnapshotFeed(() => this.#list(), UPDATE_INTERVAL_MS);
  readonly #end = new AbortController();
  #isSwept = false;

  constructor(access: EngineAccess, terminals: TerminalService, memory: HelperMemory) {
    this.#access = access;
    this.#terminals = terminals;
    this.#memory = memory;
    void this.#followTerminals();
    void this.#sweepOnce();
  }

  /** All helpers now and whenever one comes or goes. */
  watch(signal: AbortSignal): AsyncIterable<Helper[]> {
    return this.#feed.watch(signal);
  }

  /** What would be made for a container: beside one that runs, of a copy of one that does not. */
  async plan(containerId: string, options: CallOptions = {}): Promise<HelperPlan> {
    const { engine } = this.#access;
    const { image: last } = await this.#memory.recall();
    const target = await engine.inspectContainer(containerId, options);
    if (hasStopped(target.container.state)) return await planCopy(engine, target, last, options);
    return await planBeside(engine, target, last, options);
  }

  /** Makes a helper and opens a shell in it; answers the session's id. */
  async open(containerId: string, image: string | undefined, size: TerminalSize): Promise<string> {
    const { engine } = this.#access;
    const target = await engine.inspectContainer(containerId);
    const { id: targetId, name: targetName } = target.container;
    const { owner } = await this.#memory.recall();
    const parts = noParts();
    this.#making.add(parts);
    try {
      const isCopy = hasStopped(target.container.state);
      const making = { engine, target, image, owner, parts };
      const made = isCopy ? await makeCopy(making) : await makeBeside(making);
      const { helperId, choice, isWithoutDevices } = made;
      const sessionId = await this.#terminals.open(helperId, size, choice, false);
      const place = isCopy ? (image === undefined ? 'copy' : 'copied-files') : 'beside';
      const helper = { sessionId, targetId, targetName, image, place, isWithoutDevices } as const;
      this.#helpers.set(helperId, { helper, parts });
      this.#feed.changed('now');
      if (image !== undefined) await this.#memory.rememberImage(image);
      return sessionId;
    } catch (error) {
      await removeParts(engine, parts);
      throw helperFailure(error, targetName);
    } finally {
      this.#making.delete(parts);
    }
  }

  /** Removes what is there, and with it the shells in it. */
  async dispose(): Promise<void> {
    this.#end.abort();
    this.#feed.dispose();
    const all = [...this.#making, ...[...this.#helpers.values()].map(({ parts }) => parts)];
    await Promise.all(all.map(async (parts) => await removeParts(this.#access.engine, parts)));
    this.#helpers.clear();
  }

  #list(): Helper[] {
    return [...this.#helpers.values()].map(({ helper }) => helper);
  }

  /** A helper goes with its terminal. */
  async #followTerminals(): Promise<void> {
    for await (const sessions of this.#terminals.watch(this.#end.signal)) {
      const open = new Set(sessions.map(({ id }) => id));
      for (const [helperId, { helper, parts }] of this.#helpers) {
        if (open.has(helper.sessionId)) continue;
        this.#helpers.delete(helperId);
        this.#feed.changed('now');
        void removeParts(this.#access.engine, parts);
      }
    }
  }

  /** Removes what an earlier run could not. */
  async #sweepOnce(): Promise<void> {
    for await (const notice of this.#access.notices(this.#end.signal)) {
      if (this.#isSwept) return;
      if (notice.kind !== 'state' || notice.state.kind !== 'connected') continue;
      this.#isSwept = true;
      try {
        await this.#sweep(this.#access.engine);
      } catch {
        this.#isSwept = false;
      }
    }
  }

  async #sweep(engine: ContainerEngine): Promise<void> {
    const { owner } = await this.#memory.recall();
    const inUse = [...this.#making, ...[...this.#helpers.values()].map(({ parts }) => parts)];
    await removeParts(engine, await leftParts(engine, owner, inUse));
  }
}

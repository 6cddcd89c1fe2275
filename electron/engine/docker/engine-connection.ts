import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { EngineNotice, EngineState } from '../../../shared/contract/engine.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerEngine, EngineEvent } from '../container-engine.ts';
import {
  CONNECTION_TIMING,
  MISSES_UNTIL_SILENT,
  type ConnectionTiming,
} from './connection-timing.ts';
import { DockerEngine } from './docker-engine.ts';
import type { ResolvedEngine } from './engine-address.ts';
import type { EngineConnectionOptions, ConnectedEngine } from './engine-connection-options.ts';
import { explainFailure } from './explain-failure.ts';
import { NoticeQueue } from './notice-queue.ts';
import { failureOf, stateAfterFailure, STILL_CONNECTING } from './state-after-failure.ts';
import { tellAgain } from './tell-again.ts';
import { pauseUntilSocketChange } from './watch-socket.ts';

interface Session extends ConnectedEngine {
  readonly resolved: ResolvedEngine;
}

/**
 * Keeps a connection to the engine: connects, watches over it, connects again. Tells its listeners
 * every change of state, the engine's events, and `resync` whenever events may have been missed.
 * Events are subscribed to before `connected` is told, so a list asked for then misses nothing.
 */
export class EngineConnection {
  readonly #options: EngineConnectionOptions;
  readonly #timing: ConnectionTiming;
  readonly #listeners = new Set<(notice: EngineNotice) => void>();
  readonly #end = new AbortController();
  #state: EngineState = { kind: 'connecting' };
  #session: Session | undefined;
  #resolved: ResolvedEngine | undefined;
  #epoch = 0;
  #attemptCount = 0;
  /** Aborted by `reconnect`. */
  #round = new AbortController();
  #wake: () => void = () => undefined;

  constructor(options: EngineConnectionOptions) {
    this.#options = options;
    this.#timing = { ...CONNECTION_TIMING, ...options.timing };
  }

  /** Begins; the first state is `connecting`. */
  start(): void {
    void this.#run();
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Goes up by one whenever events may have been missed; answers of an older one are stale. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The engine to call now. Fails with the state's own failure where there is none. */
  get engine(): ContainerEngine {
    const state = this.#state;
    if (
      this.#session !== undefined &&
      (state.kind === 'connected' || state.kind === 'not-responding')
    ) {
      return this.#session.engine;
    }
    throw new AppError('failure' in state ? state.failure : STILL_CONNECTING);
  }

  /** Where that engine is, for a process of its own to reach it. Fails as `engine` does. */
  get place(): ResolvedEngine {
    const { engine } = this;
    const session = this.#session;
    if (session?.engine === engine) return session.resolved;
    throw new AppError(STILL_CONNECTING);
  }

  /** Tells every notice from now on; returns what ends it. */
  subscribe(listener: (notice: EngineNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The current state, then every notice, until the signal. */
  async *notices(signal: AbortSignal): AsyncGenerator<EngineNotice, void, undefined> {
    const queue = new NoticeQueue(signal);
    const unsubscribe = this.subscribe((notice) => queue.push(notice));
    try {
      yield { kind: 'state', state: this.#state };
      yield* queue.drain();
    } finally {
      unsubscribe();
    }
  }

  /** Tries now instead of after the pause; does nothing while connected. */
  retry(): void {
    if (this.#state.kind === 'unavailable') this.#publish({ kind: 'connecting' });
    this.#attemptCount = 0;
    this.#wake();
  }

  /** Lets go of the engine and connects to whatever the address says now. */
  reconnect(): void {
    this.#closeSession();
    this.#publish({ kind: 'connecting' });
    this.#round.abort();
    this.#wake();
  }

  /** Ends the connection and every call over it. */
  dispose(): void {
    this.#end.abort();
    this.#round.abort();
    this.#wake();
    this.#closeSession();
    this.#listeners.clear();
  }

  async #run(): Promise<void> {
    while (!this.#end.signal.aborted) {
      this.#round = new AbortController();
      const { signal } = this.#round;
      try {
        const session = await this.#connect(signal);
        for (;;) await this.#live(session, signal);
      } catch (error) {
        if (this.#end.signal.aborted) return;
        if (signal.aborted) {
          this.#attemptCount = 0;
          continue;
        }
        await this.#settle(error);
      }
      if (!signal.aborted) await this.#pause();
    }
  }

  /** Keeps the former session where the engine is still the same: its streams may be alive. */
  async #connect(signal: AbortSignal): Promise<Session> {
    this.#resolved = undefined;
    const resolved = await this.#options.resolve();
    this.#resolved = resolved;
    const { engine, version } = await (this.#options.connect?.(resolved, { signal }) ??
      DockerEngine.connect(resolved, { signal }));
    if (signal.aborted) {
      engine.dispose();
      throw new AppError(STILL_CONNECTING);
    }
    const former = this.#session;
    const isSame =
      isDeepStrictEqual(former?.resolved.endpoint, resolved.endpoint) &&
      former?.version.apiVersion === version.apiVersion;
    if (former !== undefined && isSame) {
      engine.dispose();
      const session = { engine: former.engine, version, resolved };
      this.#session = session;
      return session;
    }
    this.#closeSession();
    this.#session = { engine, version, resolved };
    this.#options.onAnswer?.(engine);
    return this.#session;
  }

  /** One subscription to events. Returns when the engine answers again after a silence. */
  async #live(session: Session, round: AbortSignal): Promise<void> {
    const scope = new AbortController();
    const signal = AbortSignal.any([round, scope.signal]);
    const { engine, version, resolved } = session;
    try {
      const info = await engine.info({ signal });
      const events = await engine.events({ signal, sinceMs: info.systemTimeMs });
      await engine.ping({ signal });
      this.#epoch += 1;
      this.#attemptCount = 0;
      this.#publish({
        kind: 'connected',
        address: resolved.address,
        version: version.version,
        apiVersion: version.apiVersion,
        name: info.hostName,
        operatingSystem: info.operatingSystem,
        connectedAtMs: Date.now(),
      });
      this.#tell({ kind: 'resync' });
      await Promise.race([
        this.#pump(events),
        this.#watchHealth(session, signal),
        this.#reconcile(signal),
      ]);
    } finally {
      scope.abort();
    }
  }

  async #pump(events: AsyncIterable<EngineEvent>): Promise<void> {
    for await (const event of events) {
      this.#tell(event);
      tellAgain(event, (again) => this.#tell(again), this.#end.signal);
    }
  }

  async #reconcile(signal: AbortSignal): Promise<void> {
    for (;;) {
      await sleep(this.#timing.reconcileIntervalMs, undefined, { signal });
      if (this.#state.kind === 'connected') this.#tell({ kind: 'resync' });
    }
  }

  /** Returns when the engine answers again after a silence; fails when it is gone. */
  async #watchHealth({ engine, resolved }: Session, signal: AbortSignal): Promise<void> {
    let missCount = 0;
    let sinceMs = 0;
    for (;;) {
      const pauseMs = missCount === 0 ? this.#timing.pingIntervalMs : this.#timing.pingRetryMs;
      // An engine that shuts down removes its socket first and lets its streams go seconds later.
      await pauseUntilSocketChange(resolved.endpoint, pauseMs, signal);
      if (missCount === 0) sinceMs = Date.now();
      try {
        await engine.ping({ signal });
        if (missCount >= MISSES_UNTIL_SILENT) return;
        missCount = 0;
      } catch (error) {
        signal.throwIfAborted();
        missCount += 1;
        if (missCount < MISSES_UNTIL_SILENT) continue;
        if (!(error instanceof AppError) || error.failure.code !== 'engine-not-responding')
          throw error;
        if (this.#state.kind === 'connected') {
          const { failure } = error;
          this.#publish({ kind: 'not-responding', address: resolved.address, sinceMs, failure });
        }
      }
    }
  }

  async #settle(error: unknown): Promise<void> {
    const failure = await explainFailure(failureOf(error), this.#resolved, this.#options.settings);
    // A lost stream of events may be all that was lost; a failed attempt means the engine is gone.
    if (this.#state.kind === 'reconnecting' || failure.code !== 'interrupted') this.#closeSession();
    this.#attemptCount += 1;
    this.#publish(
      stateAfterFailure(this.#state, failure, this.#resolved?.address, this.#attemptCount),
    );
  }

  async #pause(): Promise<void> {
    const pauses = this.#timing.retryPausesMs;
    const pauseMs = pauses[Math.min(this.#attemptCount, pauses.length) - 1] ?? 0;
    const waking = new AbortController();
    this.#wake = () => waking.abort();
    try {
      const isChanged = await pauseUntilSocketChange(
        this.#resolved?.endpoint,
        pauseMs,
        waking.signal,
      );
      if (isChanged) this.#attemptCount = 0;
    } catch {
      // Woken by `retry`, `reconnect` or `dispose`.
    }
    this.#wake = () => undefined;
  }

  #closeSession(): void {
    this.#session?.engine.dispose();
    this.#session = undefined;
  }

  #publish(state: EngineState): void {
    this.#state = state;
    this.#tell({ kind: 'state', state });
  }

  #tell(notice: EngineNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}

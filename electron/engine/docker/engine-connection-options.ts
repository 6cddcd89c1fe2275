import type { ContainerEngine } from '../container-engine.ts';
import type { EngineVersion } from '../engine-facts.ts';
import type { CallOptions } from '../image-engine.ts';
import type { ConnectionTiming } from './connection-timing.ts';
import type { DockerSettings } from './docker-config.ts';
import type { ResolvedEngine } from './engine-address.ts';

type DisposableEngine = ContainerEngine & { readonly dispose: () => void };

/** An engine that answered, and what it said of itself. */
export interface ConnectedEngine {
  readonly engine: DisposableEngine;
  readonly version: EngineVersion;
}

/** What a connection is made with; tests put their own in. */
export interface EngineConnectionOptions {
  /** Asked again for every attempt, so that a changed context or environment counts. */
  readonly resolve: () => Promise<ResolvedEngine>;
  readonly settings: DockerSettings;
  readonly connect?: (engine: ResolvedEngine, options: CallOptions) => Promise<ConnectedEngine>;
  /** Told the engine as soon as it answers; what is read before `connected` may miss events. */
  readonly onAnswer?: (engine: ContainerEngine) => void;
  readonly timing?: Partial<ConnectionTiming>;
}

import type {
  Container,
  ContainerDetail,
  RemovalPreview,
} from '../../shared/contract/container.ts';
import type { EngineNotice } from '../../shared/contract/engine.ts';
import type { ContainerProcess, ExecConnection, ExecSpec, RunningExec } from './container-exec.ts';
import type { ContainerSpec } from './container-spec.ts';
import type { EngineInfo, EngineVersion } from './engine-facts.ts';
import type { CallOptions, ImageEngine, ListOptions } from './image-engine.ts';

/** Which part of a container's log to read. */
export interface LogOptions extends CallOptions {
  /** Goes on with new lines until the container ends. */
  readonly follow: boolean;
  /** How many lines from the end come first; absent: all. */
  readonly tailLines?: number | undefined;
  /** Nothing older than this moment. */
  readonly sinceMs?: number | undefined;
  /** Every line begins with its time in RFC 3339 and a space. */
  readonly timestamps?: boolean | undefined;
}

/**
 * Output bytes of a container, uncut by lines or characters; a terminal's are all `stdout`.
 * The array is tight (not a view into a larger buffer) and belongs to the reader.
 */
export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Uint8Array;
}

/** How much of the engine's disk a container's files take, without volumes. */
export interface ContainerSizes {
  /** What it has written or changed itself. */
  readonly ownBytes: number;
  /** All its files, those of its image included. */
  readonly wholeBytes: number;
}

/** A path that a container's own programs changed. */
export interface FileChange {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** A volume that a container mounts. */
export interface MountedVolume {
  readonly name: string;
  readonly destination: string;
  /** Nobody named it: it goes with the container when removal says so. */
  readonly isAnonymous: boolean;
}

/** Something that happened at the engine; `resync` where an event came that could not be read. */
export type EngineEvent = Exclude<EngineNotice, { kind: 'state' }>;

/**
 * A container engine, in our words. Everything fails with an `AppError`: besides a method's own
 * codes each may fail with `engine-unreachable`, `engine-permission-denied`, `engine-not-responding`
 * (silent past the call's deadline), `engine-protocol`, `interrupted` or `cancelled`. A call that
 * changes something is never repeated by itself.
 *
 * End a stream that may be silent by its `signal`: leaving the loop takes effect at its next item.
 */
export interface ContainerEngine extends ImageEngine {
  /** Answers within 2 s or fails. */
  readonly ping: (options?: CallOptions) => Promise<void>;
  readonly version: (options?: CallOptions) => Promise<EngineVersion>;
  readonly info: (options?: CallOptions) => Promise<EngineInfo>;

  /** Every container, or every one with a label, running or not, newest first. */
  readonly listContainers: (options?: ListOptions) => Promise<readonly Container[]>;
  /** One row of the list again; `undefined` when it is gone. */
  readonly findContainer: (id: string, options?: CallOptions) => Promise<Container | undefined>;
  /** Takes an id, a unique beginning of one, or a name. Fails with `not-found`. */
  readonly inspectContainer: (id: string, options?: CallOptions) => Promise<ContainerDetail>;
  /**
   * The id of the new container, which does not run yet. Fails with `conflict` (name taken),
   * `not-found` (no such image), `invalid-input`.
   */
  readonly createContainer: (spec: ContainerSpec, options?: CallOptions) => Promise<string>;
  /** Succeeds when it runs already. Fails with `port-in-use`, `not-found`, `invalid-input`. */
  readonly startContainer: (id: string, options?: CallOptions) => Promise<void>;
  /** Asks it to end and kills it after the grace. Succeeds when it does not run. */
  readonly stopContainer: (
    id: string,
    options: CallOptions & { readonly graceSeconds: number },
  ) => Promise<void>;
  readonly restartContainer: (
    id: string,
    options: CallOptions & { readonly graceSeconds: number },
  ) => Promise<void>;
  /** `volumes` means its anonymous ones. Fails with `conflict` when it runs and `force` is off. */
  readonly removeContainer: (
    id: string,
    options: CallOptions & { readonly force: boolean; readonly volumes: boolean },
  ) => Promise<void>;
  /** Ends with the log, or with `interrupted` when the connection went first. */
  readonly containerLogs: (id: string, options: LogOptions) => AsyncIterable<OutputChunk>;
  /** The engine counts files: seconds for a large one. */
  readonly containerSizes: (id: string, options?: CallOptions) => Promise<ContainerSizes>;
  /**
   * Makes an image without a name of a container's files and configuration, without its volumes; the container is
   * not touched. Answers its id. `changes` are Dockerfile instructions. Fails with `disk-full`.
   */
  readonly commitContainer: (
    id: string,
    options: CallOptions & { readonly changes: readonly string[] },
  ) => Promise<string>;
  /** What differs from its image's files, without volumes. The engine walks through all of them. */
  readonly containerChanges: (id: string, options?: CallOptions) => Promise<readonly FileChange[]>;
  readonly listVolumesOf: (id: string, options?: CallOptions) => Promise<readonly MountedVolume[]>;
  /** Exactly what a removal would take away. */
  readonly previewRemoval: (id: string, options?: CallOptions) => Promise<RemovalPreview>;

  /**
   * Starts a program on a terminal in a container that runs. Fails with `conflict` (it does not run),
   * `not-found`. That a program is not there shows only in its output and exit code.
   */
  readonly startExec: (
    id: string,
    spec: ExecSpec,
    options?: CallOptions,
  ) => Promise<ExecConnection>;

  /**
   * The way to the container's own program, which must have been made with a terminal. Its status is the
   * container's; letting go of it leaves the container running. Fails with `conflict`, `not-found`.
   */
  readonly attachContainer: (id: string, options?: CallOptions) => Promise<ExecConnection>;
  /** Programs that any client started in a container and that still run. */
  readonly runningExecs: (id: string, options?: CallOptions) => Promise<readonly RunningExec[]>;
  /** Fails with `engine-failed` where the engine's machine cannot list processes so. */
  readonly listProcesses: (
    id: string,
    options?: CallOptions,
  ) => Promise<readonly ContainerProcess[]>;

  /** Unpacks an uncompressed tar into an existing folder of a container, running or not. */
  readonly putArchive: (
    id: string,
    path: string,
    tar: Uint8Array | AsyncIterable<Uint8Array>,
    options?: CallOptions,
  ) => Promise<void>;
  /** A tar of the file or folder at this path. Fails with `not-found`. */
  readonly getArchive: (
    id: string,
    path: string,
    options?: CallOptions,
  ) => AsyncIterable<Uint8Array>;

  /**
   * Resolves once subscribed: with `sinceMs` by the engine's own clock, nothing from then on is
   * missed. Never ends by itself; fails with `interrupted` when the connection goes.
   */
  readonly events: (
    options?: CallOptions & { readonly sinceMs?: number | undefined },
  ) => Promise<AsyncIterable<EngineEvent>>;
}

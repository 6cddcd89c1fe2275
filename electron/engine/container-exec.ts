/** A call that may be cancelled; it then fails with code `cancelled`. */
interface Cancellable {
  readonly signal?: AbortSignal | undefined;
}

/** A program to run in a container that runs, on a terminal of its own. */
export interface ExecSpec {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** `NAME=value`, in addition to the container's own and stronger than it. */
  readonly env: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** Name, number, or both as `user:group`; absent: the container's own. */
  readonly user?: string | undefined;
  /** An absolute path in the container; absent: the container's own. */
  readonly directory?: string | undefined;
}

/** What the engine knows of a program that it started in a container. */
export interface ExecStatus {
  readonly isRunning: boolean;
  /** Absent while it runs, and where the engine could not say. */
  readonly exitCode?: number | undefined;
}

/** A program on a terminal in a container, and the way to it. */
export interface ExecConnection {
  /**
   * What it writes, to be read once; reading is what makes the engine send more. Pieces are tight
   * and belong to the reader. Ends with the program, or with `interrupted` when the way was cut.
   */
  readonly output: AsyncIterable<Uint8Array>;
  /** Resolves when the system took the bytes. Fails with `interrupted` when the way was cut. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Fails when the program has ended. */
  readonly resize: (columns: number, rows: number, options?: Cancellable) => Promise<void>;
  readonly inspect: (options?: Cancellable) => Promise<ExecStatus>;
  /** Lets go of it. The program runs on: an engine does not end it with its terminal. */
  readonly dispose: () => void;
}

/** A program that some client started in a container and that still runs. */
export interface RunningExec {
  readonly id: string;
  /** The program and its arguments, as they were asked for. */
  readonly command: readonly string[];
  /** As the engine's machine counts, not the container. */
  readonly hostProcessId: number;
  readonly hasTty: boolean;
}

/** A process of a container, as the engine's machine sees it. */
export interface ContainerProcess {
  readonly hostProcessId: number;
  readonly ageSeconds: number;
  /** What it is now, its arguments parted by spaces: a shell may have become something else. */
  readonly command: string;
}

/** The rhythm of a connection. */
export interface ConnectionTiming {
  readonly pingIntervalMs: number;
  /** Between a missed ping and the next. */
  readonly pingRetryMs: number;
  readonly reconcileIntervalMs: number;
  /** Pauses before the attempts to connect; the last one repeats. */
  readonly retryPausesMs: readonly number[];
}

/** The rhythm in use; tests have a faster one. */
export const CONNECTION_TIMING: ConnectionTiming = {
  // With 2 s per ping and two misses, silence is known within 10 s.
  pingIntervalMs: 5_000,
  pingRetryMs: 500,
  // Bounds how long a lost event can leave a list wrong.
  reconcileIntervalMs: 30_000,
  retryPausesMs: [250, 500, 1_000, 2_000],
};

/** One miss may be a busy moment; two in a row are not. */
export const MISSES_UNTIL_SILENT = 2;

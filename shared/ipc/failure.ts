import * as z from 'zod';

/**
 * What went wrong, grouped by what the user can do about it.
 * A closed set: views switch on it, so a new code is a compile error until every view decides.
 */
export const FailureCodeSchema = z.enum([
  /** No container engine is installed on this machine. Cure: install one. */
  'engine-not-installed',
  /** The engine's socket is absent or refuses. Cure: start the engine. */
  'engine-unreachable',
  /** The socket exists but this user may not open it. Cure: join the socket's group. */
  'engine-permission-denied',
  /** The engine accepted the connection and then stayed silent past the deadline. */
  'engine-not-responding',
  /** The context or address names something Berth cannot use (unknown context, plain tcp, ssh). */
  'engine-address-refused',
  /** The engine's newest API is older than the oldest that Berth speaks. */
  'engine-too-old',
  /** The engine's oldest API is newer than the newest that Berth speaks. */
  'engine-too-new',
  /** The reply broke HTTP, JSON, framing or the expected shape. */
  'engine-protocol',
  /** The engine tried and failed, and its words fit no known cause: they are all that is known. */
  'engine-failed',
  /** The reply or stream ended before its end; the outcome is unknown until checked. */
  'interrupted',
  'not-found',
  /** The object is in a state that forbids the action, or the name is taken. */
  'conflict',
  /** Another object still uses this one. */
  'in-use',
  /** The registry could not be reached by the engine (DNS, TLS, connection). */
  'registry-unreachable',
  /** The registry asked for (other) credentials. */
  'registry-denied',
  'disk-full',
  'port-in-use',
  /** The launch's readiness check did not pass in time, or the container ended before it did. */
  'not-ready',
  'invalid-input',
  'cancelled',
  'timed-out',
  /** A tool that this step needs is missing on this machine. */
  'tool-missing',
  /** A defect of ours. Logged once with its stack. */
  'internal',
]);
export type FailureCode = z.infer<typeof FailureCodeSchema>;

/** A failure as it crosses process boundaries: values only, no stack. */
export const FailureSchema = z.object({
  code: FailureCodeSchema,
  /** One plain sentence for the user, ending in a full stop. */
  message: z.string(),
  /** The next step, as an instruction. */
  hint: z.string().optional(),
  /** A command that the user can copy and run, when one cures it. */
  command: z.string().optional(),
  /** Id or name of what it is about. */
  subject: z.string().optional(),
  /** The outside system's own words (engine, registry, log tail), shown behind Details. */
  cause: z.string().optional(),
});
export type Failure = Readonly<z.infer<typeof FailureSchema>>;

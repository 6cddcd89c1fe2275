import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { FailureSchema } from '../ipc/failure.ts';
import { ContainerIdSchema } from './container.ts';
import { EngineScopeSchema } from './engine.ts';
import {
  DIRECTORY_PATTERN,
  MAX_VALUE_CHARACTERS,
  MAX_VARIABLES,
  SHELL_PATTERN,
  USER_PATTERN,
  VARIABLE_NAME_PATTERN,
} from '../value/shell-choice.ts';

/** A session's id, for as long as the app runs. */
export const SessionIdSchema = z.string().regex(/^session-[0-9a-f]{16}$/);
const SessionScopeSchema = EngineScopeSchema.extend({ sessionId: SessionIdSchema });

/** A terminal's size in character cells. */
export const TerminalSizeSchema = z.strictObject({
  columns: z.number().int().min(2).max(1000),
  rows: z.number().int().min(1).max(500),
});
export type TerminalSize = Readonly<z.infer<typeof TerminalSizeSchema>>;

/** Whom, where and with what a shell starts; what is absent is the container's own. */
export const ShellChoiceSchema = z.strictObject({
  shell: z.string().regex(SHELL_PATTERN).optional(),
  user: z.string().regex(USER_PATTERN).optional(),
  directory: z.string().regex(DIRECTORY_PATTERN).optional(),
  environment: z
    .array(
      z.strictObject({
        name: z.string().regex(VARIABLE_NAME_PATTERN),
        value: z.string().max(MAX_VALUE_CHARACTERS),
      }),
    )
    .max(MAX_VARIABLES)
    .readonly()
    .optional(),
});

/** What may be chosen for a shell in a container, and what is taken without a choice. */
export const ShellFactsSchema = z.object({
  /** Absolute paths of what is there, best first; empty where nothing could be asked. */
  shells: z.array(z.string()),
  /** What `/etc/passwd` names for the user whom the container runs as. */
  loginShell: z.string().optional(),
  image: z.string(),
  /** The container's own; empty stands for root. */
  user: z.string(),
  /** The container's own. */
  directory: z.string(),
  /** What was chosen last for this image. */
  remembered: z.object({ shell: z.string().optional(), user: z.string().optional() }).optional(),
});
export type ShellFacts = Readonly<z.infer<typeof ShellFactsSchema>>;

/** How a session is. */
export const SessionStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('running') }),
  /** The shell ended, or its container did. */
  z.object({
    kind: z.literal('ended'),
    /** The shell's exit code; absent where the engine could not say. */
    exitCode: z.number().int().optional(),
    /** One plain sentence: what ended it. */
    reason: z.string(),
    /** Whether the container runs: a new shell needs a start first where it does not. */
    isContainerRunning: z.boolean(),
  }),
  /** It could not begin, or the way to it was cut; whether the shell still runs is unknown. */
  z.object({ kind: z.literal('failed'), failure: FailureSchema }),
]);
export type SessionState = Readonly<z.infer<typeof SessionStateSchema>>;

/** What a terminal draws with; `#rrggbb` each. */
const ColorSchema = z.string().regex(/^#[\da-f]{6}$/);
export const TerminalPaletteSchema = z.strictObject({
  foreground: ColorSchema,
  background: ColorSchema,
  cursor: ColorSchema,
  /** The sixteen. */
  ansi: z.array(ColorSchema).length(16),
});
export type TerminalPalette = Readonly<z.infer<typeof TerminalPaletteSchema>>;

/** What is written down of a session. */
export const RecordingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('running'), path: z.string(), hasInput: z.boolean() }),
  /** It ended otherwise than by a person; what was written until then is at `path`, where it is given. */
  z.object({ kind: z.literal('cut'), path: z.string().optional(), reason: z.string() }),
]);
export type Recording = Readonly<z.infer<typeof RecordingSchema>>;

/** A terminal in a container. It lives in the main process, whatever the window does. */
export const SessionSchema = z.object({
  id: SessionIdSchema,
  /** A shell of its own, or the container's own program. */
  kind: z.enum(['shell', 'attach']),
  /** Whether nothing that is typed reaches it: the container was made without an open standard input. */
  isReadOnly: z.boolean(),
  containerId: ContainerIdSchema,
  containerName: z.string(),
  image: z.string(),
  /** Path of the shell that runs, for example `/bin/bash`; empty until it is known. */
  shell: z.string(),
  /** What the program calls itself: one line, at most 256 characters; empty where it says nothing. */
  title: z.string(),
  /** The user's own name for it; empty where there is none. */
  name: z.string(),
  state: SessionStateSchema,
  startedAtMs: z.number(),
  size: TerminalSizeSchema,
  /** How often its program rang the bell. */
  bellCount: z.number().int(),
  /** A window of its own shows it; no other does meanwhile. */
  isInOwnWindow: z.boolean(),
  /** Absent while nothing is recorded. */
  recording: RecordingSchema.optional(),
});
export type Session = Readonly<z.infer<typeof SessionSchema>>;

/** Bytes as they are; `z.instanceof` would insist on one kind of buffer behind them. */
const BytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What became of a wish for a terminal in a container that a word means. */
const NamedTerminalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), sessionId: SessionIdSchema }),
  z.object({
    kind: z.literal('stopped'),
    containerId: ContainerIdSchema,
    containerName: z.string(),
  }),
]);
export type NamedTerminal = Readonly<z.infer<typeof NamedTerminalSchema>>;

export const terminalContract = {
  /** All sessions, oldest first, whenever one changes. */
  watch: stream({
    input: EngineScopeSchema,
    item: z.array(SessionSchema),
    unit: 'items',
    window: 1,
    overflow: { kind: 'latest', keyOf: () => 'all' },
  }),
  /**
   * Opens a shell in a container that runs; without a choice as remembered for its image. Answers at once;
   * how it goes is told by `watch`. A choice that opens a shell is remembered.
   */
  open: request(
    EngineScopeSchema.extend({
      containerId: ContainerIdSchema,
      size: TerminalSizeSchema,
      choice: ShellChoiceSchema.optional(),
    }),
    z.object({ sessionId: SessionIdSchema }),
  ),
  /**
   * The same in the container that a word means: its name, or the beginning of its id. Waits for the engine. Of one
   * that has stopped it only says which one it is.
   */
  openNamed: request(
    EngineScopeSchema.extend({ word: z.string().max(256), size: TerminalSizeSchema }),
    NamedTerminalSchema,
  ),
  /**
   * Attaches to the container's own program, on the terminal that the container was made with. Closing it leaves the
   * container running. Fails with `conflict` where there is no such terminal.
   */
  attachContainer: request(
    EngineScopeSchema.extend({ containerId: ContainerIdSchema, size: TerminalSizeSchema }),
    z.object({ sessionId: SessionIdSchema }),
  ),
  /** What may be chosen there. Fails with `conflict` where the container does not run. */
  shellFacts: request(
    EngineScopeSchema.extend({ containerId: ContainerIdSchema }),
    ShellFactsSchema,
  ),
  /** Forgets the shell and user that were chosen for an image. */
  forgetShell: request(EngineScopeSchema.extend({ image: z.string().max(512) }), z.void()),
  /**
   * The screen as it is, as bytes that draw it on an empty terminal of this size, then every byte that comes.
   * Goes on over the end of a shell and its successor, until the session is closed.
   */
  attach: stream({
    input: SessionScopeSchema.extend({
      size: TerminalSizeSchema,
      /**
       * Leaves out of a flood the lines that have left screen and scrollback before the reader could draw them.
       * What it has drawn in the end is the same. Who wants every byte, to write it down, says no.
       */
      mayShorten: z.boolean(),
    }),
    item: BytesSchema,
    unit: 'bytes',
    // What the reader may be behind: with 40 MB/s drawn, 3 ms of Ctrl-C. VS Code's watermark is 100,000 characters.
    window: 128 * 1024,
    overflow: { kind: 'wait' },
  }),
  /** Keys and pastes, as UTF-8 text. Refused, not kept, while the shell cannot take them. */
  write: request(SessionScopeSchema.extend({ text: z.string().max(256 * 1024) }), z.void()),
  /** The last of many is the one that counts. */
  resize: request(SessionScopeSchema.extend({ size: TerminalSizeSchema }), z.void()),
  /** Gives it the user's name; empty takes it away. */
  rename: request(SessionScopeSchema.extend({ name: z.string().max(64) }), z.void()),
  /** A new shell in the place of one that ended; starts the container first where it does not run. */
  reconnect: request(SessionScopeSchema, z.void()),
  /** Opens a link that a program wrote in the user's browser; http and https only, whatever else it holds. */
  openLink: request(z.strictObject({ url: z.string().max(2048) }), z.void()),
  /** Opens a window that shows this terminal alone, or brings it to the front. */
  moveToWindow: request(SessionScopeSchema, z.void()),
  /** Closes that window: the terminal is in the panel again. */
  bringBack: request(SessionScopeSchema, z.void()),
  /** How windows draw terminals: what programs may ask for, and what is kept alike on both sides. */
  look: request(
    z.strictObject({
      palette: TerminalPaletteSchema,
      scrollbackLines: z.number().int().min(100).max(20_000),
    }),
    z.void(),
  ),
  /** Ends the shell and forgets the session. */
  close: request(SessionScopeSchema, z.void()),
} as const;

import * as z from 'zod';
import { request, stream } from '../ipc/contract.ts';
import { SessionIdSchema, TerminalSizeSchema } from './terminal.ts';

const SessionScopeSchema = z.strictObject({ sessionId: SessionIdSchema });

/** Where something was saved; absent where no file was chosen. */
const SavedSchema = z.object({ path: z.string().optional() });

/** A recording that was chosen, for as long as the app runs. */
const RecordingIdSchema = z.string().regex(/^recording-[0-9a-f]{16}$/);

/** A recorded terminal as its file tells of it. */
export const RecordingFileSchema = z.object({
  id: RecordingIdSchema,
  /** The file's name without its folders. */
  name: z.string(),
  /** One line, at most 256 characters; empty where the file gives none. */
  title: z.string(),
  size: TerminalSizeSchema,
  /** When it was recorded; absent where the file does not say. */
  startedAtMs: z.number().optional(),
});
export type RecordingFile = Readonly<z.infer<typeof RecordingFileSchema>>;

/** Something that happened in it, that many milliseconds after its beginning; never before the last. */
export const RecordedEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('output'), atMs: z.number(), text: z.string() }),
  z.object({ kind: z.literal('resize'), atMs: z.number(), size: TerminalSizeSchema }),
]);
export type RecordedEvent = Readonly<z.infer<typeof RecordedEventSchema>>;

/** Terminals written down: as text, and as asciicast v2. Main asks for every path; the window names none. */
export const recordingContract = {
  /** Saves all text of a session, after asking where. */
  saveText: request(SessionScopeSchema, SavedSchema),
  /** Begins to write down what a session shows, after asking where; with what is typed too, if wanted. */
  start: request(SessionScopeSchema.extend({ hasInput: z.boolean() }), SavedSchema),
  /** Ends it; of one that was cut, takes its note away. */
  stop: request(SessionScopeSchema, SavedSchema),
  /** Asks for a recording and reads what it is; absent where none was chosen. */
  choose: request(z.strictObject({}), z.object({ file: RecordingFileSchema.optional() })),
  /** Everything that happened in it, in order, cleaned as a terminal's output is. */
  events: stream({
    input: z.strictObject({ recordingId: RecordingIdSchema }),
    item: z.array(RecordedEventSchema),
    unit: 'items',
    // Each holds at most 64 Ki characters or 256 events.
    window: 8,
    overflow: { kind: 'wait' },
  }),
} as const;

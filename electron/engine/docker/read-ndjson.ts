import { AppError } from '../../../shared/ipc/app-error.ts';
import { protocolBroken, streamErrorToFailure, type Speaker } from './to-failure.ts';

/** One line of a stream, not yet checked. */
export type NdjsonRecord = Readonly<Record<string, unknown>>;

/** Counts what a reader skipped; the caller decides what that means at the end. */
export interface LineLosses {
  malformedCount: number;
}

/** The engine's longest lines are build logs; one beyond this is no line of an engine. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * Reads a stream of JSON objects, one per line. Lines that are none are counted in `losses` and
 * skipped. A line with `error` or `errorDetail` fails the stream, although the engine had answered
 * 200 before it. Whether the stream's end was its proper end only its reader can tell.
 */
export async function* readNdjson(
  source: AsyncIterable<Uint8Array>,
  speaker: Speaker,
  losses: LineLosses,
): AsyncGenerator<NdjsonRecord, void, undefined> {
  for await (const line of readLines(source)) {
    const record = parseRecord(line);
    if (record === undefined) {
      losses.malformedCount += 1;
      continue;
    }
    const error = errorIn(record);
    if (error !== undefined) throw new AppError(streamErrorToFailure(error, speaker));
    yield record;
  }
}

/** Lines as text, without their ends and without empty ones. */
async function* readLines(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  // One decoder over all pieces of a line, so that a character cut by the network stays whole.
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let lineBytes = 0;
  for await (const chunk of source) {
    let start = 0;
    while (start < chunk.byteLength) {
      const newline = chunk.indexOf(NEWLINE, start);
      const end = newline === -1 ? chunk.byteLength : newline;
      lineBytes += end - start;
      if (lineBytes > MAX_LINE_BYTES) {
        throw new AppError(protocolBroken(`A line is longer than ${MAX_LINE_BYTES} bytes.`));
      }
      text += decoder.decode(chunk.subarray(start, end), { stream: newline === -1 });
      if (newline === -1) break;
      if (text.trim() !== '') yield text;
      text = '';
      lineBytes = 0;
      start = newline + 1;
    }
  }
  text += decoder.decode();
  if (text.trim() !== '') yield text;
}

function parseRecord(line: string): NdjsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return { ...value };
  } catch {
    return undefined;
  }
}

function errorIn(record: NdjsonRecord): string | undefined {
  const { error, errorDetail } = record;
  if (typeof errorDetail === 'object' && errorDetail !== null && 'message' in errorDetail) {
    return String(errorDetail.message);
  }
  if (typeof error === 'string') return error;
  return error === undefined && errorDetail === undefined
    ? undefined
    : JSON.stringify(error ?? errorDetail);
}

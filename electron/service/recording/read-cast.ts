import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import * as z from 'zod';
import type { RecordedEvent } from '../../../shared/contract/recording.ts';
import { TerminalSizeSchema, type TerminalSize } from '../../../shared/contract/terminal.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { cleanTitle } from '../terminal/output-guard-title.ts';
import { OutputGuard } from '../terminal/output-guard.ts';
import { CAST_LIMIT_BYTES } from './cast-writer.ts';
import { fileFailure } from './file-failure.ts';

/** Longest line; ours are a third of it at most. */
const MAX_LINE_BYTES = 1024 * 1024;

/** A player holds all of them, so that one can go back. */
const MAX_EVENTS = 500_000;

const BATCH_EVENTS = 256;
const BATCH_CHARACTERS = 64 * 1024;

const HeadSchema = z.object({
  version: z.literal(2),
  width: TerminalSizeSchema.shape.columns,
  height: TerminalSizeSchema.shape.rows,
  timestamp: z.number().int().min(0).max(8_640_000_000_000).optional(),
  title: z.string().optional(),
});

/** A time, a kind and what belongs to it; kinds that are not played are read over. */
const EventSchema = z.tuple([z.number().min(0).max(1e9), z.string().max(16), z.string()]);

/** What a recording's first line says. */
export interface CastHead {
  readonly size: TerminalSize;
  readonly title: string;
  readonly startedAtMs: number | undefined;
}

/** Reads what a recording is. Fails with `invalid-input` for what is no asciicast v2. */
export async function readCastHead(path: string): Promise<CastHead> {
  for await (const line of linesOf(path)) return toHead(line, path);
  throw notACast(path, 'It is empty.');
}

/**
 * Reads everything that happened in a recording, in batches. Whoever made the file may have had anything in mind:
 * its output is cleaned as a container's is, its lines are checked one by one, and its size is bounded.
 */
export async function* readCastEvents(
  path: string,
  signal: AbortSignal,
): AsyncGenerator<RecordedEvent[], void, undefined> {
  let reader: EventReader | undefined;
  let batch: RecordedEvent[] = [];
  let characters = 0;
  for await (const line of linesOf(path)) {
    if (signal.aborted) return;
    if (reader === undefined) {
      reader = new EventReader(toHead(line, path).size, path);
      continue;
    }
    const event = reader.read(line);
    if (event === undefined) continue;
    batch.push(event);
    if (event.kind === 'output') characters += event.text.length;
    if (batch.length < BATCH_EVENTS && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (reader === undefined) throw notACast(path, 'It is empty.');
  if (batch.length > 0) yield batch;
}

class EventReader {
  readonly #path: string;
  readonly #guard: OutputGuard;
  readonly #decoder = new TextDecoder();
  #line = 1;
  #count = 0;
  #lastMs = 0;

  constructor(size: TerminalSize, path: string) {
    this.#guard = new OutputGuard(size);
    this.#path = path;
  }

  /** What a line tells; undefined where it is nothing to be shown. */
  read(line: string): RecordedEvent | undefined {
    this.#line += 1;
    if (line.trim() === '') return undefined;
    const parsed = EventSchema.safeParse(parseJson(line));
    if (!parsed.success) throw notACast(this.#path, `Line ${this.#line} is no event.`);
    const [seconds, kind, data] = parsed.data;
    // Some recorders write times that go back a little.
    this.#lastMs = Math.max(this.#lastMs, seconds * 1000);
    const event = this.#toEvent(kind, data);
    if (event === undefined) return undefined;
    this.#count += 1;
    if (this.#count > MAX_EVENTS) throw notACast(this.#path, 'It has too many events.');
    return event;
  }

  #toEvent(kind: string, data: string): RecordedEvent | undefined {
    const atMs = this.#lastMs;
    if (kind === 'r') {
      const [columns, rows] = data.split('x').map(Number);
      const size = TerminalSizeSchema.safeParse({ columns, rows });
      if (!size.success) throw notACast(this.#path, `Line ${this.#line} is no size.`);
      this.#guard.resize(size.data);
      return { kind: 'resize', atMs, size: size.data };
    }
    if (kind !== 'o') return undefined;
    const bytes = this.#guard.push(new TextEncoder().encode(data));
    const text = this.#decoder.decode(bytes, { stream: true });
    return text === '' ? undefined : { kind: 'output', atMs, text };
  }
}

/** A file's lines, as they are read. Fails where the file or a line is too long. */
async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  try {
    const found = await stat(path);
    // A pipe or a device never ends, and opening one may never return.
    if (!found.isFile()) throw notACast(path, 'It is no file.');
    if (found.size > CAST_LIMIT_BYTES) throw notACast(path, 'It is longer than 64 MiB.');
    const chunks = createReadStream(path, { end: CAST_LIMIT_BYTES });
    let rest = Buffer.alloc(0);
    for await (const chunk of chunks) {
      rest = Buffer.concat([rest, Buffer.from(chunk)]);
      for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
        yield rest.subarray(0, end).toString('utf8');
        rest = rest.subarray(end + 1);
      }
      if (rest.byteLength > MAX_LINE_BYTES) throw notACast(path, 'One of its lines is too long.');
    }
    if (rest.byteLength > 0) yield rest.toString('utf8');
  } catch (error) {
    throw fileFailure(error, path);
  }
}

function toHead(line: string, path: string): CastHead {
  const head = HeadSchema.safeParse(parseJson(line));
  if (!head.success) throw notACast(path, 'Its first line is no head of asciicast version 2.');
  const { width, height, title = '', timestamp } = head.data;
  return {
    size: { columns: width, rows: height },
    title: cleanTitle(title.slice(0, 2048)),
    startedAtMs: timestamp === undefined ? undefined : timestamp * 1000,
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function notACast(path: string, cause: string): AppError {
  return new AppError({
    code: 'invalid-input',
    message: 'This file is no recording that can be played.',
    hint: 'Choose a recording in the format asciicast, version 2.',
    subject: path,
    cause,
  });
}

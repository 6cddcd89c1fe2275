import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { TerminalSize } from '../../../shared/contract/terminal.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { SessionRecorder } from '../terminal/session-recorder.ts';
import { fileFailure, fileReason } from './file-failure.ts';

/** What a player of ours still reads; hours of work, or seconds of a flood. */
export const CAST_LIMIT_BYTES = 64 * 1024 * 1024;

/** One event's text: a line stays far below what a reader takes, and a player has places to stop at. */
const EVENT_LIMIT_CHARACTERS = 32 * 1024;

/** What may wait for the disk before the terminal does. */
const MAX_WAITING_CHARACTERS = 256 * 1024;

/** A file that is written from its beginning to its end. */
export type CastFile = Pick<FileHandle, 'writeFile' | 'truncate' | 'close'>;

/** How a recording begins. */
export interface CastOptions {
  readonly path: string;
  readonly size: TerminalSize;
  readonly shell: string;
  readonly title: string;
  /** What draws the screen as it is now; never fails. */
  readonly first: Promise<Uint8Array>;
  readonly hasInput: boolean;
  /** Told once, when it ends otherwise than by `finish`: why, and where it lies, if anywhere. */
  readonly onCut: (reason: string, path: string | undefined) => void;
  readonly limitBytes?: number;
  /** Replaced in tests, as the next. */
  readonly openFile?: (path: string) => Promise<CastFile>;
  readonly nowMs?: () => number;
}

/**
 * Writes a session down as asciicast v2, line by line, in a file beside the chosen one that takes its place at the
 * end. What cannot be written any more ends it after the last whole line. Finish it.
 */
export class CastWriter implements SessionRecorder {
  readonly #options: CastOptions;
  readonly #nowMs: () => number;
  readonly #startMs: number;
  readonly #file: CastFile;
  readonly #partPath: string;
  readonly #decoder = new TextDecoder();
  #lines: string[] = [];
  #waitingCharacters = 0;
  #wholeBytes = 0;
  #isOver = false;
  #cutBy: unknown;
  #writing: Promise<void>;

  /** Fails with `disk-full` or `conflict` where the file cannot be made. */
  static async begin(options: CastOptions): Promise<CastWriter> {
    const partPath = `${options.path}.${randomBytes(4).toString('hex')}.part`;
    const openFile = options.openFile ?? (async (file) => await open(file, 'wx', 0o600));
    try {
      return new CastWriter(options, await openFile(partPath), partPath);
    } catch (error) {
      throw fileFailure(error, options.path);
    }
  }

  private constructor(options: CastOptions, file: CastFile, partPath: string) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
    this.#startMs = this.#nowMs();
    this.#file = file;
    this.#partPath = partPath;
    this.#writing = this.#writeHead();
  }

  /** Resolves when more may come. */
  async output(bytes: Uint8Array): Promise<void> {
    this.#add('o', this.#decoder.decode(bytes, { stream: true }));
    if (this.#waitingCharacters > MAX_WAITING_CHARACTERS) await this.#writing;
  }

  input(text: string): void {
    if (this.#options.hasInput) this.#add('i', text);
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#add('r', `${columns}x${rows}`);
  }

  /** Ends it; answers where it lies. Fails where the last of it cannot be written: then it was cut, and that is told. */
  async finish(): Promise<string> {
    while (!this.#isOver && this.#lines.length > 0) await this.#flush();
    await this.#writing;
    if (this.#isOver) throw fileFailure(this.#cutBy, this.#options.path);
    this.#isOver = true;
    try {
      await this.#keep();
    } catch (error) {
      throw fileFailure(error, this.#options.path);
    }
    return this.#options.path;
  }

  /** Ends it with its session, in whatever way that goes. */
  async end(): Promise<void> {
    if (!this.#isOver) await this.finish().catch(() => undefined);
  }

  #add(kind: 'o' | 'i' | 'r', text: string): void {
    if (this.#isOver || text === '') return;
    const seconds = ((this.#nowMs() - this.#startMs) / 1000).toFixed(6);
    for (const piece of piecesOf(text)) {
      const line = `[${seconds}, "${kind}", ${JSON.stringify(piece)}]\n`;
      this.#lines.push(line);
      this.#waitingCharacters += line.length;
    }
    void this.#flush();
  }

  /** The head and the first screen come before everything that was added meanwhile. */
  async #writeHead(): Promise<void> {
    const { size, shell, title, first } = this.#options;
    const head = {
      version: 2,
      width: size.columns,
      height: size.rows,
      timestamp: Math.floor(Date.now() / 1000),
      ...(title === '' ? {} : { title }),
      env: { TERM: 'xterm-256color', ...(shell === '' ? {} : { SHELL: shell }) },
    };
    const screen = new TextDecoder().decode(await first);
    const events = piecesOf(screen).map((piece) => `[0.000000, "o", ${JSON.stringify(piece)}]\n`);
    await this.#write(`${JSON.stringify(head)}\n${events.join('')}`);
  }

  /** Everything that waits, once what is under way is written. */
  async #flush(): Promise<void> {
    const before = this.#writing;
    this.#writing = (async () => {
      await before;
      const text = this.#lines.join('');
      this.#lines = [];
      this.#waitingCharacters = 0;
      await this.#write(text);
    })();
    await this.#writing;
  }

  async #write(text: string): Promise<void> {
    if (this.#isOver || text === '') return;
    const bytes = Buffer.from(text);
    const limitBytes = this.#options.limitBytes ?? CAST_LIMIT_BYTES;
    if (this.#wholeBytes + bytes.byteLength > limitBytes) {
      this.#cutBy = new AppError({ code: 'conflict', message: 'The recording grew too large.' });
      await this.#cut(
        `It reached ${limitBytes / 1024 / 1024} MiB, the most that a recording may hold.`,
      );
      return;
    }
    try {
      await this.#file.writeFile(bytes);
      this.#wholeBytes += bytes.byteLength;
    } catch (error) {
      this.#cutBy = error;
      await this.#cut(fileReason(error));
    }
  }

  async #cut(reason: string): Promise<void> {
    this.#isOver = true;
    this.#lines = [];
    try {
      // Half a line would make all of it unreadable.
      await this.#file.truncate(this.#wholeBytes);
      await this.#keep();
      this.#options.onCut(reason, this.#options.path);
    } catch {
      this.#options.onCut(reason, undefined);
    }
  }

  async #keep(): Promise<void> {
    await this.#file.close();
    try {
      await rename(this.#partPath, this.#options.path);
    } catch (error) {
      await rm(this.#partPath, { force: true }).catch(() => undefined);
      throw error;
    }
  }
}

/** A text in pieces of a bearable length, none of which cuts a character. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + EVENT_LIMIT_CHARACTERS);
    const last = text.charCodeAt(to - 1);
    if (to < text.length && last >= 0xd800 && last <= 0xdbff) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

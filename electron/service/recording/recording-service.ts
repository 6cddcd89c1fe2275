import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { RecordedEvent, RecordingFile } from '../../../shared/contract/recording.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { refused } from '../terminal/session-failure.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import { CastWriter } from './cast-writer.ts';
import { readCastEvents, readCastHead } from './read-cast.ts';
import { saveText } from './save-text.ts';

/** A kind of file, as a person is asked for one. */
export interface FileKind {
  readonly name: string;
  /** Without its dot. */
  readonly extension: string;
}

/** Asks a person for files. Nothing else names a path. */
export interface FileChooser {
  /** A path to write to; undefined where none was chosen. */
  readonly toWrite: (
    webContentsId: number,
    suggestedName: string,
    kind: FileKind,
  ) => Promise<string | undefined>;
  /** A file to read; undefined where none was chosen. */
  readonly toRead: (webContentsId: number, kind: FileKind) => Promise<string | undefined>;
}

const TEXT: FileKind = { name: 'Text', extension: 'txt' };
const CAST: FileKind = { name: 'Terminal recording', extension: 'cast' };

/** Chosen recordings that are remembered; each is one path. */
const MAX_CHOSEN = 16;

/** Writes terminals down, and reads what was written. */
export class RecordingService {
  readonly #chooser: FileChooser;
  readonly #writers = new Map<TerminalSession, CastWriter>();
  readonly #chosen = new Map<string, string>();

  constructor(chooser: FileChooser) {
    this.#chooser = chooser;
  }

  /** Saves all text of a session, after asking where; answers where, if anywhere. */
  async saveText(session: TerminalSession, webContentsId: number): Promise<string | undefined> {
    const path = await this.#chooser.toWrite(webContentsId, nameFor(session, TEXT), TEXT);
    if (path !== undefined) await saveText(path, await session.screen.text());
    return path;
  }

  /** Begins to write down what a session shows. Fails with `conflict` where that is done already. */
  async start(
    session: TerminalSession,
    hasInput: boolean,
    webContentsId: number,
  ): Promise<string | undefined> {
    refuseSecond(session);
    const path = await this.#chooser.toWrite(webContentsId, nameFor(session, CAST), CAST);
    if (path === undefined) return undefined;
    const { size, shell, containerName } = session.row;
    let giveFirst: (first: Promise<Uint8Array>) => void = () => undefined;
    const writer = await CastWriter.begin({
      path,
      size,
      shell,
      title: containerName,
      hasInput,
      first: new Promise((resolve) => (giveFirst = resolve)),
      onCut: (reason, keptAt) => {
        this.#forget(session);
        session.note({
          recording: { kind: 'cut', reason, ...(keptAt === undefined ? {} : { path: keptAt }) },
        });
      },
    });
    refuseSecond(session);
    // In one breath: what is shown from here on comes behind the screen as it is.
    giveFirst(session.screen.snapshot());
    session.recorder = writer;
    this.#writers.set(session, writer);
    session.note({ recording: { kind: 'running', path, hasInput } });
    return path;
  }

  /** Ends a recording; answers where it lies. Of one that was cut, takes the note of it away. */
  async stop(session: TerminalSession): Promise<string | undefined> {
    const writer = this.#writers.get(session);
    this.#forget(session);
    try {
      return await writer?.finish();
    } finally {
      if (session.row.recording?.kind !== 'cut' || writer === undefined) {
        session.note({ recording: undefined });
      }
    }
  }

  /** Asks for a recording and reads what it is. */
  async choose(webContentsId: number): Promise<RecordingFile | undefined> {
    const path = await this.#chooser.toRead(webContentsId, CAST);
    if (path === undefined) return undefined;
    const { size, title, startedAtMs } = await readCastHead(path);
    const id = `recording-${randomBytes(8).toString('hex')}`;
    this.#chosen.set(id, path);
    for (const old of [...this.#chosen.keys()].slice(0, -MAX_CHOSEN)) this.#chosen.delete(old);
    const name = basename(path);
    return { id, name, title, size, ...(startedAtMs === undefined ? {} : { startedAtMs }) };
  }

  /** Everything that happened in a chosen recording. */
  events(recordingId: string, signal: AbortSignal): AsyncIterable<RecordedEvent[]> {
    const path = this.#chosen.get(recordingId);
    if (path !== undefined) return readCastEvents(path, signal);
    throw new AppError({
      code: 'not-found',
      message: 'This recording was chosen too long ago.',
      hint: 'Choose it again.',
    });
  }

  #forget(session: TerminalSession): void {
    session.recorder = undefined;
    this.#writers.delete(session);
  }
}

function refuseSecond({ recorder }: TerminalSession): void {
  if (recorder !== undefined) throw refused('This terminal is recorded already.', 'Stop it first.');
}

/** A name that no file system refuses. */
function nameFor({ row }: TerminalSession, { extension }: FileKind): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
  const own = row.containerName.replaceAll(/[^\w.-]/g, '_').slice(0, 64);
  return `${own}-${time}.${extension}`;
}

import { randomBytes } from 'node:crypto';
import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type {
  Recording,
  Session,
  SessionState,
  TerminalSize,
} from '../../../shared/contract/terminal.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { ExecConnection } from '../../engine/container-exec.ts';
import { carryOutput } from './carry-output.ts';
import type { RunningShell } from './end-shells.ts';
import { freshStart } from './fresh-start.ts';
import { newSession } from './new-session.ts';
import { OutputGuard } from './output-guard.ts';
import { readOutput } from './plain-output.ts';
import { failureOf, refused } from './session-failure.ts';
import { KeyGate } from './key-gate.ts';
import { ReplyLimit } from './reply-limit.ts';
import { ResizeQueue } from './resize-queue.ts';
import { ScreenModel, type ScreenParts, type TerminalLook } from './screen-model.ts';
import { connectionCut, endOf } from './session-end.ts';
import type { SessionProgram } from './session-program.ts';
import type { SessionReader } from './session-reader.ts';
import type { SessionRecorder } from './session-recorder.ts';
import type { AnnouncedShell } from './shell-announcement.ts';

/** What a session needs of its surroundings. */
export interface SessionParts {
  readonly engine: () => ContainerEngine;
  /** Whether the engine answers; what is typed while it does not must not arrive later. */
  readonly isEngineThere: () => boolean;
  readonly screen: ScreenParts;
  readonly look: TerminalLook;
  readonly onChange: (urgency: 'now' | 'soon') => void;
}

/** One terminal: its shell, its screen and whoever looks at it. Lives until `dispose`. */
export class TerminalSession {
  readonly #parts: SessionParts;
  /** The screen as a window would show it. */
  readonly screen: ScreenModel;
  /** What hears of everything that is shown, while there is one. */
  recorder: SessionRecorder | undefined;
  readonly #limit = new ReplyLimit();
  readonly #keys = new KeyGate();
  readonly #program: SessionProgram;
  readonly #resizes: ResizeQueue;
  #guard: OutputGuard;
  #row: Session;
  #containerStartedAtMs: number | undefined;
  #reader: SessionReader | undefined;
  #connection: ExecConnection | undefined;
  #shell: Promise<AnnouncedShell | undefined> = Promise.resolve(undefined);
  #announce: (shell: AnnouncedShell | undefined) => void = () => undefined;
  #run: Promise<void> = Promise.resolve();
  #isClosed = false;
  #letGo: () => void = () => undefined;
  readonly #isLetGo = new Promise<void>((resolve) => (this.#letGo = resolve));

  constructor(
    parts: SessionParts,
    detail: ContainerDetail,
    size: TerminalSize,
    program: SessionProgram,
  ) {
    this.#parts = parts;
    this.#program = program;
    this.#containerStartedAtMs = detail.startedAtMs;
    this.#row = newSession(detail, size, program);
    this.screen = new ScreenModel(parts.screen, size, {
      onReply: (text) => this.#reply(text),
      onBell: () => this.#change({ bellCount: this.#row.bellCount + 1 }, 'soon'),
      look: parts.look,
    });
    this.#guard = this.#newGuard();
    this.#resizes = new ResizeQueue(async (wanted) => {
      this.screen.resize(wanted);
      this.#guard.resize(wanted);
      await this.#connection?.resize(wanted.columns, wanted.rows);
    });
    this.#run = this.#runShell();
  }

  get row(): Session {
    return this.#row;
  }

  /** The shell of now, once it has said which it is; nothing where there is none or it does not. */
  get shell(): Promise<AnnouncedShell | undefined> {
    return this.#shell;
  }

  /** The screen as it is, then what comes, as the contract says; whoever read before reads no more. */
  async *attach(
    size: TerminalSize,
    signal: AbortSignal,
    mayShorten = false,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    this.#reader?.end();
    this.resize(size);
    this.screen.resize(size);
    // In one breath: what is written from here on goes to the reader behind the snapshot.
    const reader = this.screen.newReader(mayShorten);
    this.#reader = reader;
    try {
      yield* reader.read(signal);
    } finally {
      if (this.#reader === reader) this.#reader = undefined;
    }
  }

  /** Fails with `conflict` where no shell takes it. */
  async write(text: string): Promise<void> {
    const connection = this.#connection;
    if (this.#row.state.kind !== 'running' || connection === undefined) {
      const message = 'This terminal has no shell that takes keys now.';
      throw refused(message, 'Reconnect opens a new one.');
    }
    if (this.#row.isReadOnly) {
      throw refused('The container’s own program takes no input.', 'Open a terminal beside it.');
    }
    if (!this.#parts.isEngineThere()) {
      throw refused('The engine does not answer, so keys do not reach the shell.', 'Wait for it.');
    }
    this.recorder?.input(text);
    await this.#keys.write(connection, text);
  }

  resize(size: TerminalSize): void {
    const { columns, rows } = this.#row.size;
    if (columns === size.columns && rows === size.rows) return;
    this.#change({ size }, 'soon');
    this.#resizes.push(size);
    this.recorder?.resize(size);
  }

  /** Tells what becomes of it around its shell. */
  note(change: {
    readonly containerName?: string;
    readonly isInOwnWindow?: boolean;
    readonly recording?: Recording | undefined;
  }): void {
    this.#change(change, 'now');
  }

  rename(name: string): void {
    this.#change({ name: name.trim() }, 'now');
  }

  /** A new shell in the place of one that ended; the screen stays. */
  reconnect(): void {
    const { kind } = this.#row.state;
    if (kind === 'running' || kind === 'starting') {
      throw refused('This terminal has a shell already.', 'End it first.');
    }
    this.#change({ state: { kind: 'starting' }, shell: '', title: '' }, 'now');
    this.#run = this.#runAgain();
  }

  /** Tells whether the container of an ended shell runs. */
  noteContainer(isContainerRunning: boolean): void {
    const { state } = this.#row;
    if (state.kind !== 'ended' || state.isContainerRunning === isContainerRunning) return;
    this.#change({ state: { ...state, isContainerRunning } }, 'now');
  }

  /** Nobody reads or types any more. Answers what there is to end, once that is known. */
  async silence(): Promise<RunningShell | undefined> {
    this.#isClosed = true;
    this.#reader?.end();
    const announced = await this.#shell;
    const connection = this.#connection;
    if (announced === undefined || connection === undefined) return undefined;
    const { processId } = announced;
    return { containerId: this.#row.containerId, connection, processId };
  }

  /** Lets go of the shell, which was ended or cannot be, and of everything else. */
  async dispose(): Promise<void> {
    this.#isClosed = true;
    this.#reader?.end();
    this.#connection?.dispose();
    this.#letGo();
    await this.#run;
    await this.recorder?.end();
    this.screen.dispose();
  }

  async #runAgain(): Promise<void> {
    try {
      const engine = this.#parts.engine();
      const { containerId } = this.#row;
      const before = await engine.inspectContainer(containerId);
      if (before.container.state !== 'running') await engine.startContainer(containerId);
      this.#containerStartedAtMs = (await engine.inspectContainer(containerId)).startedAtMs;
    } catch (error) {
      this.#end({ kind: 'failed', failure: failureOf(error) });
      return;
    }
    await this.#show(freshStart(await this.screen.isAlternate()));
    this.#guard = this.#newGuard();
    await this.#runShell();
  }

  async #runShell(): Promise<void> {
    if (this.#isClosed) return;
    this.#shell = new Promise((resolve) => (this.#announce = resolve));
    const secret = randomBytes(16).toString('hex');
    let connection: ExecConnection;
    try {
      connection = await this.#program.begin(this.#parts.engine(), this.#row, secret);
    } catch (error) {
      this.#announce(undefined);
      this.#end({ kind: 'failed', failure: failureOf(error) });
      return;
    }
    this.#connection = connection;
    this.#resizes.push(this.#row.size);
    try {
      const words = await carryOutput(connection, this.#program.announces ? secret : undefined, {
        onBegin: async (rest, shell) => await this.#begin(rest, shell),
        onOutput: async (bytes) => await this.#showOutput(bytes),
      });
      // Nobody hears of it any more, and asking takes a while.
      if (!this.#isClosed) this.#end(await this.#outcome(connection, words));
    } catch (error) {
      this.#end({
        kind: 'failed',
        failure: connectionCut(failureOf(error).cause ?? String(error)),
      });
    } finally {
      connection.dispose();
      this.#connection = undefined;
      this.#announce(undefined);
    }
  }

  async #begin(rest: Uint8Array, shell?: AnnouncedShell): Promise<void> {
    this.#announce(shell);
    this.#change({ state: { kind: 'running' }, shell: shell?.path ?? '' }, 'now');
    await this.#show(this.#program.greeting(shell));
    await this.#showOutput(rest);
  }

  async #outcome(connection: ExecConnection, words: string | undefined): Promise<SessionState> {
    const end = await endOf({
      engine: this.#parts.engine(),
      connection,
      containerId: this.#row.containerId,
      containerStartedAtMs: this.#containerStartedAtMs,
    });
    // A container that ends while its shell begins says nothing of that shell.
    if (words === undefined || !end.isContainerRunning) return end;
    return { kind: 'failed', failure: await this.#program.refusalOf(connection, words) };
  }

  async #showOutput(bytes: Uint8Array): Promise<void> {
    await this.#show(this.#guard.push(bytes));
  }

  /** Resolves when the screen, its reader and its recorder can take more. */
  async #show(bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) return;
    // A flood that nobody reads comes to a halt, and leaves the engine free to end it.
    if (this.#isClosed) return await this.#isLetGo;
    const output = readOutput(bytes);
    await Promise.all([
      this.screen.write(output),
      this.#reader?.give(output),
      this.recorder?.output(bytes),
    ]);
  }

  #reply(text: string): void {
    const bytes = new TextEncoder().encode(text);
    if (this.#row.state.kind !== 'running' || !this.#limit.isAllowed(bytes.byteLength)) return;
    // A shell that is gone asked for it; its end is told by its output.
    this.#connection?.write(bytes).catch(() => undefined);
  }

  #newGuard(): OutputGuard {
    const guard = new OutputGuard(this.#row.size);
    guard.onTitle = (title) => this.#change({ title }, 'soon');
    return guard;
  }

  #end(state: SessionState): void {
    this.#change({ state }, 'now');
  }

  #change(change: Partial<Session>, urgency: 'now' | 'soon'): void {
    this.#row = { ...this.#row, ...change };
    if (!this.#isClosed) this.#parts.onChange(urgency);
  }
}

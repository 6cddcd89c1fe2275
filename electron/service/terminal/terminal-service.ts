import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type {
  NamedTerminal,
  Session,
  ShellFacts,
  TerminalSize,
} from '../../../shared/contract/terminal.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import { hasStopped } from '../../../shared/value/has-stopped.ts';
import type { ShellChoice } from '../../../shared/value/shell-choice.ts';
import type { EngineAccess } from '../launch/engine-access.ts';
import { SnapshotFeed } from '../task/snapshot-feed.ts';
import { endShells } from './end-shells.ts';
import { findNamed } from './find-named.ts';
import { findShells } from './find-shells.ts';
import { loadScreenParts, type TerminalLook } from './screen-model.ts';
import { ownProgram, shellProgram, type SessionProgram } from './session-program.ts';
import type { ShellMemory } from './shell-memory.ts';
import { isFallback, type ShellOpening } from './shell-opening.ts';
import { TerminalSession } from './terminal-session.ts';

/** Titles change with every prompt; ten a second look fluent. */
const MIN_UPDATE_INTERVAL_MS = 100;

/** Each may hold 8 MB of screen. */
const MAX_SESSIONS = 64;

/** How long the end of the app waits for shells to end. */
const DISPOSE_WITHIN_MS = 3_000;

/** The terminals of this app. They live here, whatever windows do. */
export class TerminalService {
  readonly #access: EngineAccess;
  readonly #memory: ShellMemory | undefined;
  readonly #sessions = new Map<string, TerminalSession>();
  readonly #feed = new SnapshotFeed(() => this.list(), MIN_UPDATE_INTERVAL_MS);
  readonly #end = new AbortController();
  readonly #look: TerminalLook = { scrollbackLines: 5_000, palette: undefined };

  /** `memory` is of the user's choices, where there is one. */
  constructor(access: EngineAccess, memory?: ShellMemory) {
    this.#access = access;
    this.#memory = memory;
    void this.#followContainers();
  }

  /** All sessions, oldest first. */
  list(): readonly Session[] {
    return [...this.#sessions.values()].map(({ row }) => row);
  }

  /** The list now and whenever it changes. */
  watch(signal: AbortSignal): AsyncIterable<readonly Session[]> {
    return this.#feed.watch(signal);
  }

  /**
   * Opens a shell as chosen, or as remembered for the image where nothing is; answers the session's id.
   * Fails with `conflict` where the container does not run.
   * @param isKept whether the choice may be remembered for the image
   */
  async open(
    containerId: string,
    size: TerminalSize,
    choice?: ShellChoice,
    isKept = true,
  ): Promise<string> {
    const detail = await this.#runningContainer(containerId);
    const opening = {
      choice: choice ?? (await this.#memory?.recall(detail.container.image)) ?? {},
      isRemembered: choice === undefined,
    };
    const session = await this.#begin(detail, size, shellProgram(opening));
    if (isKept) void this.#remember(session, opening);
    return session.row.id;
  }

  /**
   * Attaches to a container's own program; answers the session's id. Closing it leaves the container running. Fails
   * with `conflict` where the container has no terminal, or does not run.
   */
  async attachContainer(containerId: string, size: TerminalSize): Promise<string> {
    const detail = await this.#runningContainer(containerId);
    if (!detail.hasTty) {
      throw new AppError({
        code: 'conflict',
        message: 'The container has no terminal of its own.',
        hint: 'Its Logs show what it writes. Terminal opens a shell beside it.',
        subject: containerId,
      });
    }
    return (await this.#begin(detail, size, ownProgram(!detail.isStdinOpen))).row.id;
  }

  /** The same in the container that a word means, once it is known whether the engine answers. */
  async openNamed(word: string, size: TerminalSize): Promise<NamedTerminal> {
    await this.#untilEngineIsKnown();
    const { id, name, state } = findNamed(await this.#access.engine.listContainers(), word);
    if (hasStopped(state)) return { kind: 'stopped', containerId: id, containerName: name };
    return { kind: 'opened', sessionId: await this.open(id, size) };
  }

  /** What may be chosen for a shell in a container that runs, and what is chosen without a word. */
  async shellFacts(containerId: string): Promise<ShellFacts> {
    const { engine } = this.#access;
    const [detail, found] = await Promise.all([
      engine.inspectContainer(containerId),
      findShells(engine, containerId),
    ]);
    const { container, user, workingDirectory } = detail;
    const remembered = await this.#memory?.recall(container.image);
    return {
      ...found,
      shells: [...found.shells],
      image: container.image,
      user,
      directory: workingDirectory === '' ? '/' : workingDirectory,
      remembered,
    };
  }

  /** Forgets the shell and user that were chosen for an image. */
  async forgetShell(image: string): Promise<void> {
    await this.#memory?.forget(image);
  }

  /** How the window draws terminals from now on: programs ask for colours, and lines are kept alike. */
  setLook({ palette, scrollbackLines }: TerminalLook): void {
    this.#look.palette = palette;
    if (scrollbackLines === this.#look.scrollbackLines) return;
    this.#look.scrollbackLines = scrollbackLines;
    for (const { screen } of this.#sessions.values()) screen.setScrollback(scrollbackLines);
  }

  /** Fails with `not-found` for a session that was closed. */
  session(sessionId: string): TerminalSession {
    const session = this.#sessions.get(sessionId);
    if (session !== undefined) return session;
    throw new AppError({
      code: 'not-found',
      message: 'This terminal was closed.',
      subject: sessionId,
    });
  }

  /** Ends a session's shell and forgets it. */
  async close(sessionId: string): Promise<void> {
    const session = this.session(sessionId);
    this.#sessions.delete(sessionId);
    this.#feed.changed('now');
    await this.#close([session]);
  }

  /** Ends every shell, as closing a terminal's window does. */
  async dispose(): Promise<void> {
    this.#end.abort();
    this.#feed.dispose();
    const closing = this.#close([...this.#sessions.values()]);
    this.#sessions.clear();
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise((resolve) => (timer = setTimeout(resolve, DISPOSE_WITHIN_MS)));
    await Promise.race([closing, timeUp]);
    clearTimeout(timer);
  }

  async #close(sessions: readonly TerminalSession[]): Promise<void> {
    const shells = await Promise.all(sessions.map((session) => session.silence()));
    try {
      const running = shells.filter((shell) => shell !== undefined);
      if (running.length > 0) await endShells(this.#access.engine, running);
    } catch {
      // Without a way to the engine there is none to the shells either.
    }
    await Promise.all(sessions.map((session) => session.dispose()));
  }

  /** Keeps what opened a shell, and only that; a remembered shell that was not there is not asked for again. */
  async #remember(session: TerminalSession, opening: ShellOpening): Promise<void> {
    const shell = await session.shell;
    if (shell === undefined) return;
    const { choice, isRemembered } = opening;
    if (!isRemembered) await this.#memory?.remember(session.row.image, choice);
    else if (isFallback(opening, shell)) {
      await this.#memory?.remember(session.row.image, { user: choice.user });
    }
  }

  async #runningContainer(containerId: string): Promise<ContainerDetail> {
    if (this.#sessions.size >= MAX_SESSIONS) {
      throw new AppError({
        code: 'conflict',
        message: `${MAX_SESSIONS} terminals are open already.`,
        hint: 'Close one first.',
      });
    }
    const detail = await this.#access.engine.inspectContainer(containerId);
    if (detail.container.state === 'running') return detail;
    const isPaused = detail.container.state === 'paused';
    throw new AppError({
      code: 'conflict',
      message: isPaused ? 'The container is paused.' : 'The container is not running.',
      hint: isPaused ? 'Resume it first.' : 'Start it first.',
      subject: containerId,
    });
  }

  async #begin(
    detail: ContainerDetail,
    size: TerminalSize,
    program: SessionProgram,
  ): Promise<TerminalSession> {
    const parts = {
      engine: () => this.#access.engine,
      isEngineThere: () => this.#access.state.kind === 'connected',
      screen: await loadScreenParts(),
      look: this.#look,
      onChange: (urgency: 'now' | 'soon') => this.#feed.changed(urgency),
    };
    const session = new TerminalSession(parts, detail, size, program);
    this.#sessions.set(session.row.id, session);
    this.#feed.changed('now');
    return session;
  }

  async #untilEngineIsKnown(): Promise<void> {
    if (this.#access.state.kind !== 'connecting') return;
    for await (const notice of this.#access.notices(this.#end.signal)) {
      if (notice.kind === 'state' && notice.state.kind !== 'connecting') return;
    }
  }

  async #followContainers(): Promise<void> {
    for await (const notice of this.#access.notices(this.#end.signal)) {
      if (notice.kind !== 'container' && notice.kind !== 'resync') continue;
      for (const session of this.#sessions.values()) {
        const { containerId, state } = session.row;
        if (notice.kind === 'container' && notice.id !== containerId) continue;
        // A terminal always says which container it is in.
        const isRenamed = notice.kind === 'resync' || notice.action === 'rename';
        if (state.kind === 'ended' || isRenamed) await this.#noteContainer(session);
      }
    }
  }

  async #noteContainer(session: TerminalSession): Promise<void> {
    try {
      const container = await this.#access.engine.findContainer(session.row.containerId);
      session.noteContainer(container?.state === 'running');
      if (container !== undefined && container.name !== session.row.containerName) {
        session.note({ containerName: container.name });
      }
    } catch {
      // Asked again with the next notice.
    }
  }
}

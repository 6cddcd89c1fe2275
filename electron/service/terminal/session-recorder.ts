import type { TerminalSize } from '../../../shared/contract/terminal.ts';

/** What hears of everything that a session shows, and of what is typed. */
export interface SessionRecorder {
  /** Resolves when more may come. */
  readonly output: (bytes: Uint8Array) => Promise<void>;
  readonly input: (text: string) => void;
  readonly resize: (size: TerminalSize) => void;
  /** Ends it with its session, in whatever way that goes. */
  readonly end: () => Promise<void>;
}

import { vi, expect } from 'vitest';
import type { Session, TerminalSize } from '../../../shared/contract/terminal.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import { CONTAINER_ID, MemoryShells } from './memory-shells.ts';
import { TerminalService } from './terminal-service.ts';

export const SIZE: TerminalSize = { columns: 80, rows: 24 };

/** A service over shells that the test plays. */
export class TerminalTestBed {
  readonly shells = new MemoryShells();
  readonly service = new TerminalService(this.shells.access);

  async open(): Promise<string> {
    return await this.service.open(CONTAINER_ID, SIZE);
  }

  async openRunning(): Promise<string> {
    const id = await this.open();
    await vi.waitFor(() => this.shells.shell);
    this.shells.shell.announces();
    await this.reaches(id, 'running');
    return id;
  }

  row(id: string): Session {
    return this.service.session(id).row;
  }

  async reaches(id: string, kind: Session['state']['kind']): Promise<void> {
    await vi.waitFor(() => expect(this.row(id).state.kind).toBe(kind), 5_000);
  }

  /** Reads a session as a window does; `text` is all that came. */
  look(id: string, size = SIZE) {
    const stop = new AbortController();
    const seen = { text: '', isOver: false, stop };
    void (async () => {
      const decoder = new TextDecoder();
      for await (const bytes of this.service.session(id).attach(size, stop.signal)) {
        seen.text += decoder.decode(bytes, { stream: true });
      }
      seen.isOver = true;
    })();
    return seen;
  }
}

/** The failure that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error.failure;
  throw new Error(`no failure but ${String(error)}`);
}

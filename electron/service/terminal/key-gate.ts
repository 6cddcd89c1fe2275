import type { ExecConnection } from '../../engine/container-exec.ts';
import { refused } from './session-failure.ts';

/** What may wait for a program that reads nothing: more than any paste, and no memory to speak of. */
const MAX_UNWRITTEN_BYTES = 1024 * 1024;

/** Lets keys through to a program, and no more than it takes. */
export class KeyGate {
  #unwrittenBytes = 0;

  /** Fails with `conflict` where too much waits already. */
  async write(connection: ExecConnection, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    if (this.#unwrittenBytes + bytes.byteLength > MAX_UNWRITTEN_BYTES) {
      throw refused(
        'The program does not read what is typed.',
        'Wait for it, or close the terminal.',
      );
    }
    this.#unwrittenBytes += bytes.byteLength;
    try {
      await connection.write(bytes);
    } finally {
      this.#unwrittenBytes -= bytes.byteLength;
    }
  }
}

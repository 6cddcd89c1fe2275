import type { TerminalSize } from '../../../shared/contract/terminal.ts';

/** Lets output through as it is. */
export class OutputGuard {
  title = '';
  onTitle: ((title: string) => void) | undefined;

  constructor(_size: TerminalSize) {}

  push(bytes: Uint8Array): Uint8Array {
    return bytes;
  }

  resize(_size: TerminalSize): void {}
}

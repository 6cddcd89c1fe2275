import { ANNOUNCEMENT_OSC } from './shell-command.ts';

/** A shell says which it is before anything else; nothing that long comes before. */
const MAX_HELD_BYTES = 4096;
const ESC = 0x1b;
const BEL = 0x07;

/** What the detection found out. */
export interface AnnouncedShell {
  /** For example `/bin/bash`. */
  readonly path: string;
  /** As the container counts. */
  readonly processId: number;
}

/** What became of a piece of output. */
export type Announcement =
  | { readonly kind: 'waiting' }
  /** `shell` is absent where none announced itself. */
  | {
      readonly kind: 'over';
      readonly shell?: AnnouncedShell | undefined;
      readonly rest: Uint8Array;
    };

/**
 * Takes the shell's announcement out of the beginning of an output. Holds everything back until
 * then: without one, what comes is no shell's output but the engine's words on why there is none.
 */
export class AnnouncementReader {
  readonly #head: Buffer;
  #held = Buffer.alloc(0);

  constructor(secret: string) {
    this.#head = Buffer.from(`\u001B]${ANNOUNCEMENT_OSC};${secret};`);
  }

  /** Everything held back so far. */
  get held(): Uint8Array {
    return new Uint8Array(this.#held);
  }

  push(bytes: Uint8Array): Announcement {
    this.#held = Buffer.concat([this.#held, bytes]);
    const startAt = this.#held.indexOf(this.#head);
    const endAt = startAt < 0 ? -1 : this.#held.indexOf(BEL, startAt);
    if (endAt < 0) {
      if (this.#held.byteLength <= MAX_HELD_BYTES) return { kind: 'waiting' };
      return { kind: 'over', rest: this.held };
    }
    const words = this.#held.subarray(startAt + this.#head.byteLength, endAt).toString('utf8');
    const rest = Buffer.concat([this.#held.subarray(0, startAt), this.#held.subarray(endAt + 1)]);
    return { kind: 'over', shell: readShell(words), rest: new Uint8Array(rest) };
  }
}

function readShell(words: string): AnnouncedShell | undefined {
  const match = /^(\d{1,10});(\/[^\p{C}]{1,255})$/u.exec(words);
  const [, processId, path] = match ?? [];
  if (path === undefined || path.codePointAt(0) === ESC) return undefined;
  return { path, processId: Number(processId) };
}

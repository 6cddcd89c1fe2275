import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { writeAtomically } from '../state-file/write-atomically.ts';

const MemorySchema = z.object({
  version: z.literal(1),
  /** Tells this installation's helpers from those of others at the same engine. */
  owner: z.string().regex(/^[0-9a-f]{32}$/),
  /** What the last helper was made from; empty where there was none. */
  image: z.string(),
});
type Memory = Readonly<z.infer<typeof MemorySchema>>;

/** What is kept of helpers over restarts, in one file of the state directory. */
export class HelperMemory {
  readonly #file: string;
  #memory: Promise<Memory> | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async recall(): Promise<Memory> {
    this.#memory ??= this.#read();
    return await this.#memory;
  }

  /** Keeps the image for the next helper. */
  async rememberImage(image: string): Promise<void> {
    const memory = { ...(await this.recall()), image };
    this.#memory = Promise.resolve(memory);
    await this.#write(memory);
  }

  async #read(): Promise<Memory> {
    try {
      return MemorySchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      // None yet, or unreadable: helpers of before are nobody's then, and stay.
      const memory: Memory = { version: 1, owner: randomBytes(16).toString('hex'), image: '' };
      await this.#write(memory);
      return memory;
    }
  }

  async #write(memory: Memory): Promise<void> {
    // A full disk costs the memory, not the helper.
    await writeAtomically(this.#file, JSON.stringify(memory)).catch(() => undefined);
  }
}

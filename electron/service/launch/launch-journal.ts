import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { LaunchSchema, type Launch } from '../../../shared/contract/launch.ts';
import { writeAtomically } from '../state-file/write-atomically.ts';

const JournalSchema = z.object({
  version: z.literal(1),
  /** Where the engine was that the launches ran on. */
  engineUrl: z.string().optional(),
  launches: z.array(LaunchSchema),
});
type Journal = Readonly<z.infer<typeof JournalSchema>>;

/** What launches were doing, on disk: read once after a restart. Holds no token. */
export class LaunchJournal {
  readonly #file: string;
  readonly #engineUrl: () => string | undefined;
  #pending: readonly Launch[] | undefined;
  #writing: Promise<void> | undefined;

  constructor(file: string, engineUrl: () => string | undefined) {
    this.#file = file;
    this.#engineUrl = engineUrl;
  }

  /** What was written last; nothing where it cannot be read: the containers' labels still tell. */
  async read(): Promise<Pick<Journal, 'engineUrl' | 'launches'>> {
    try {
      const parsed = JournalSchema.safeParse(JSON.parse(await readFile(this.#file, 'utf8')));
      return parsed.success ? parsed.data : { launches: [] };
    } catch {
      return { launches: [] };
    }
  }

  /** Writes soon; resolves when this state or a newer one is on the disk, or cannot be. */
  async write(launches: readonly Launch[]): Promise<void> {
    this.#pending = launches;
    this.#writing ??= this.#drain();
    await this.#writing;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#pending !== undefined) {
        const launches = this.#pending;
        this.#pending = undefined;
        const journal = { version: 1, engineUrl: this.#engineUrl(), launches };
        await writeAtomically(this.#file, JSON.stringify(journal));
      }
    } catch {
      // A full disk costs the memory of what was under way, not the launch.
      this.#pending = undefined;
    } finally {
      this.#writing = undefined;
    }
  }
}

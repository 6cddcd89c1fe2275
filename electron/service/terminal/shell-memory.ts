import { readFile, rename } from 'node:fs/promises';
import * as z from 'zod';
import { SHELL_PATTERN, USER_PATTERN } from '../../../shared/value/shell-choice.ts';
import { writeAtomically } from '../state-file/write-atomically.ts';

const RememberedSchema = z.object({
  shell: z.string().regex(SHELL_PATTERN).optional(),
  user: z.string().regex(USER_PATTERN).optional(),
});
/** The shell and user that were chosen for an image. */
export type RememberedShell = Readonly<z.infer<typeof RememberedSchema>>;

const MemorySchema = z.object({
  version: z.literal(1),
  /** By the image's reference; those chosen last stand last. */
  images: z.record(z.string(), RememberedSchema),
});

/** More images than anybody has favourites for; the oldest choice gives way. */
const MAX_IMAGES = 500;

/** Which shell and user were chosen for which image, in one file of the state directory. */
export class ShellMemory {
  readonly #file: string;
  #images: Promise<Map<string, RememberedShell>> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** What was chosen last for an image. */
  async recall(image: string): Promise<RememberedShell | undefined> {
    return (await this.#read()).get(image);
  }

  /** Keeps a choice; one that names neither shell nor user is none. Resolves when it is on the disk, or cannot be. */
  async remember(image: string, { shell, user }: RememberedShell): Promise<void> {
    const images = await this.#read();
    images.delete(image);
    if (shell !== undefined || user !== undefined) {
      images.set(image, {
        ...(shell !== undefined && { shell }),
        ...(user !== undefined && { user }),
      });
    }
    for (const oldest of images.keys()) {
      if (images.size <= MAX_IMAGES) break;
      images.delete(oldest);
    }
    const text = JSON.stringify({ version: 1, images: Object.fromEntries(images) });
    // A full disk costs the memory, not the terminal.
    this.#writing = this.#writing.then(async () => {
      await writeAtomically(this.#file, text).catch(() => undefined);
    });
    await this.#writing;
  }

  async forget(image: string): Promise<void> {
    if ((await this.recall(image)) !== undefined) await this.remember(image, {});
  }

  async #read(): Promise<Map<string, RememberedShell>> {
    this.#images ??= readImages(this.#file);
    return await this.#images;
  }
}

async function readImages(file: string): Promise<Map<string, RememberedShell>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return new Map();
  }
  try {
    return new Map(Object.entries(MemorySchema.parse(JSON.parse(text)).images));
  } catch {
    // Set aside, as somebody may want to look at it; the next choice writes a new one.
    await rename(file, `${file}.unreadable`).catch(() => undefined);
    return new Map();
  }
}

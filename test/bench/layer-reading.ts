import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What is read, and how often it is asked about afterwards. */
export const JobSchema = z.object({
  cacheDirectory: z.string(),
  image: z.string(),
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('engine'), socketPath: z.string() }),
    z.object({ kind: z.literal('made'), entries: z.number() }),
  ]),
  /** How often each question is asked afterwards. */
  questions: z.number(),
});
export type ReadingJob = z.infer<typeof JobSchema>;

const ReadingSchema = z.object({
  /** Until the first layer's figures were there. */
  firstLayerMs: z.number(),
  totalMs: z.number(),
  layerCount: z.number(),
  entryCount: z.number(),
  /** Of the engine's export. */
  readBytes: z.number(),
  /** The most that the whole process held. */
  residentBytes: z.number(),
  /** Handed to the disk, and of that the index as it takes up blocks. */
  writtenBytes: z.number(),
  indexBytes: z.number(),
  searchMs: z.array(z.number()),
  expandMs: z.array(z.number()),
  /** The root's rows when layers have just been chosen: everything is judged for them. */
  viewMs: z.number(),
});
export type Reading = z.infer<typeof ReadingSchema>;

const READER_FILE = fileURLToPath(new URL('layer-reader.ts', import.meta.url));

/** Reads an image's layers in a process of its own. */
export async function runReading(job: ReadingJob): Promise<Reading> {
  const child = spawn(process.execPath, [READER_FILE, JSON.stringify(job)], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the layers of ${job.image} could not be read (exit ${code})`);
  return ReadingSchema.parse(JSON.parse(printed));
}

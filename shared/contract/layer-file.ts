import * as z from 'zod';
import { AmountSchema, DigestSchema } from './image-layers.ts';

/** One layer's version of one file of an image. */
export const FileVersionSchema = z.strictObject({
  imageId: DigestSchema,
  node: z.number().int().min(0),
  /** The layer that has it. */
  position: z.number().int().min(0),
});
export type FileVersion = Readonly<z.infer<typeof FileVersionSchema>>;

/** Of a file that much is shown: more than anybody reads, and less than a window notices. */
export const MAX_SHOWN_BYTES = 4_000_000;

/** How far the engine's export was gone through. */
export const FileProgressSchema = z.object({
  kind: z.literal('progress'),
  readBytes: AmountSchema,
  /** All that may have to be read; mostly less is. */
  expectedBytes: AmountSchema,
});
export type FileProgress = Readonly<z.infer<typeof FileProgressSchema>>;

/** How a text's bytes become characters. */
export const TextEncodingSchema = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'latin-1']);
export type TextEncoding = z.infer<typeof TextEncodingSchema>;

/** What a file holds, as far as it can be shown. */
export const FileContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), encoding: TextEncodingSchema, text: z.string() }),
  z.object({
    kind: z.literal('image'),
    mediaType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    widthPx: z.number().int(),
    heightPx: z.number().int(),
    bytes: z.instanceof(Uint8Array),
  }),
  z.object({
    kind: z.literal('binary'),
    /** Its first bytes. */
    head: z.instanceof(Uint8Array),
    /** Why an image is shown as bytes. */
    because: z.enum(['image-too-large', 'image-damaged']).optional(),
  }),
]);
export type FileContent = Readonly<z.infer<typeof FileContentSchema>>;

/** One file, ready to be looked at. */
export const ShownFileSchema = z.object({
  kind: z.literal('file'),
  sizeBytes: AmountSchema,
  /** From its start on; fewer than it has where it is larger than what is shown. */
  shownBytes: AmountSchema,
  content: FileContentSchema,
  tookMs: z.number().min(0),
});
export type ShownFile = Readonly<z.infer<typeof ShownFileSchema>>;

/** A stretch of two texts where they differ, with the lines around it. */
export const TextHunkSchema = z.object({
  /** Of its first line in each, counted from 1. */
  beforeLine: AmountSchema,
  afterLine: AmountSchema,
  /** Each with ` `, `+` or `-` in front; `\` before words on an end of line that is missing. */
  lines: z.array(z.string()),
});
export type TextHunk = Readonly<z.infer<typeof TextHunkSchema>>;

/** One of two files that are compared. */
export const ComparedSideSchema = z.object({ sizeBytes: AmountSchema, sha256: z.string() });
export type ComparedSide = Readonly<z.infer<typeof ComparedSideSchema>>;

/** Two files side by side. */
export const FileComparisonSchema = z.object({
  kind: z.literal('comparison'),
  before: ComparedSideSchema,
  after: ComparedSideSchema,
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('same') }),
    z.object({
      kind: z.literal('text'),
      hunks: z.array(TextHunkSchema),
      addedCount: AmountSchema,
      removedCount: AmountSchema,
    }),
    z.object({
      kind: z.literal('bytes'),
      /** Why no lines are shown. */
      because: z.enum(['binary', 'too-large', 'too-different']),
    }),
  ]),
  tookMs: z.number().min(0),
});
export type FileComparison = Readonly<z.infer<typeof FileComparisonSchema>>;

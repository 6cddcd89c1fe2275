/** An image as the engine describes it. */
export interface DescribedImage {
  readonly id: string;
  readonly os: string;
  readonly architecture: string;
  /** About what its export will take; headers come on top. */
  readonly sizeBytes: number;
  /** The digest of each layer's unpacked archive, the base first. */
  readonly diffIds: readonly string[];
}

/** Where an image's layers come from. */
export interface ImageSource {
  readonly describe: (image: string, signal: AbortSignal) => Promise<DescribedImage>;
  /** The image's archive. Reading is what makes more of it come; leaving the loop ends it. */
  readonly archive: (imageId: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
}

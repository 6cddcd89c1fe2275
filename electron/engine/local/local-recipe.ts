/** How far a recipe is. Shares are counted, never guessed from time. */
export interface RecipeProgress {
  /** What it is doing, one line. */
  readonly detail: string;
  /** Share done in per cent; absent while the whole is not known. */
  readonly donePct?: number | undefined;
  /** Bytes handed on so far, once there are any. */
  readonly doneBytes?: number | undefined;
}

/** What a recipe makes on this machine. */
export interface LocalImage {
  /** Name and tag that the image gets; the tag holds the hash. */
  readonly reference: string;
  /** Of everything that decides what is in the image; also the value of its label. */
  readonly hash: string;
  /** Dockerfile instructions for its configuration. */
  readonly changes: readonly string[];
}

/** An image that Berth makes from the packages of this machine's own distribution. */
export interface LocalRecipe {
  /** Fails with `tool-missing` where this machine cannot make it. */
  readonly describe: () => Promise<LocalImage>;
  /**
   * The whole file system as a tar. Throws before its end when anything fails, so an import of
   * half an image can never succeed. Aborting or leaving the loop ends every process and removes
   * every file of the work. Fails with `tool-missing`, `registry-unreachable` (the package
   * mirror), `disk-full`, `not-found` (a package) or `interrupted`.
   */
  readonly fileSystem: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: RecipeProgress) => void;
  }) => AsyncIterable<Uint8Array>;
}

/** The label by which an image of a recipe is recognised. */
export const RECIPE_LABEL = 'dev.berth.recipe';

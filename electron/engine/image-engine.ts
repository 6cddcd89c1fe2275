/** Every call may be cancelled; it then fails with code `cancelled`. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Which containers or images are meant. */
export interface ListOptions extends CallOptions {
  /** Only those with this label: its key, or `key=value`. */
  readonly label?: string;
}

/** What a registry asks for. Lives in memory for one request; never logged. */
export interface RegistryAuth {
  readonly username: string;
  readonly password: string;
  /** Registry that these are for, for example `registry.example.org`. */
  readonly serverAddress: string;
}

export interface PullOptions extends CallOptions {
  /** For example `linux/arm64`; absent: the engine's own. */
  readonly platform?: string | undefined;
  readonly auth?: RegistryAuth | undefined;
}

/** One step of a pull. The last item of a pull that succeeded is `done`, and only then. */
export type PullProgress =
  | {
      readonly kind: 'layer';
      /** The layer's short id, as the engine shows it. */
      readonly id: string;
      readonly phase:
        | 'waiting'
        | 'downloading'
        | 'verifying'
        | 'downloaded'
        | 'extracting'
        | 'complete'
        /** The engine had it already. */
        | 'present'
        | 'other';
      /** Of this phase, where the engine counts. */
      readonly currentBytes?: number | undefined;
      readonly totalBytes?: number | undefined;
      /** The engine's own words. */
      readonly text: string;
    }
  | { readonly kind: 'message'; readonly text: string }
  | {
      readonly kind: 'done';
      /** What the registry calls this image, `sha256:…`; absent when the engine did not say. */
      readonly digest?: string | undefined;
      /** False: the engine had this very image already. */
      readonly isNewer: boolean;
    };

/** One row of the list of images. */
export interface ImageRow {
  readonly id: string;
  /** Names with tags; empty for one that has none. */
  readonly tags: readonly string[];
  /** `name@sha256:…`, as pulled or pushed. */
  readonly digests: readonly string[];
  readonly sizeBytes: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Absent when the image does not say. */
  readonly createdAtMs?: number | undefined;
  /** Whether the engine keeps the steps before it as images of their own, as its classic builder does. */
  readonly hasParent?: boolean | undefined;
}

/** An image that the engine has. */
export interface ImageDetail {
  /** `sha256:…` of its configuration. */
  readonly id: string;
  readonly tags: readonly string[];
  /** `name@sha256:…`, as pulled or pushed. */
  readonly digests: readonly string[];
  readonly sizeBytes: number;
  /** Absent when the image does not say. */
  readonly createdAtMs?: number | undefined;
  readonly os: string;
  readonly architecture: string;
  /** For example `v8`; empty for most. */
  readonly variant: string;
  readonly layerCount: number;
  /** The uncompressed layers' digests, the lowest first. */
  readonly layers: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly env: readonly string[];
  readonly exposedPorts: readonly string[];
  readonly user: string;
  readonly workingDirectory: string;
  /** The engine's whole answer, indented JSON; values of secret-looking variables are masked. */
  readonly inspectText: string;
}

/** One step of an image's history. */
export interface HistoryStep {
  /** The builder's own words. */
  readonly createdBy: string;
  readonly comment: string;
  readonly createdAtMs?: number | undefined;
  /** Of the files that it brought; 0 for a step that changed the configuration alone. */
  readonly sizeBytes: number;
}

/** What an engine counts of its images' sizes. */
export interface ImageUsage {
  /** Bytes of all layers, each once; absent when the engine does not say. */
  readonly layersBytes?: number | undefined;
  /** By image id, bytes of the layers that another image has too; an id that is not here is unknown. */
  readonly sharedBytes: ReadonlyMap<string, number>;
}

/** One step of a load. The stream's end alone says that it is done. */
export interface LoadProgress {
  /** The engine's own words. */
  readonly text: string;
  /** An image that is there now, by name or id. */
  readonly loaded?: string | undefined;
}

export interface ImportOptions extends CallOptions {
  /** Name and tag for the image, for example `starter:1`. */
  readonly reference: string;
  /** Dockerfile instructions for its configuration, for example `CMD ["sh"]`. */
  readonly changes?: readonly string[] | undefined;
}

/** What a registry, asked through the engine, has under a name. */
export interface Distribution {
  readonly digest: string;
  /** For example `linux/amd64`. */
  readonly platforms: readonly string[];
}

/** What an engine does with images; every failure of `ContainerEngine` holds here too. */
export interface ImageEngine {
  /** Every image that the engine has, without the steps between of a classic build. */
  readonly listImages: (options?: ListOptions) => Promise<readonly ImageRow[]>;
  /** Fails with `not-found`. */
  readonly inspectImage: (reference: string, options?: CallOptions) => Promise<ImageDetail>;
  /**
   * Leaving the loop early or aborting ends the pull at the engine. Fails with `not-found`,
   * `registry-unreachable`, `registry-denied`, `disk-full`.
   */
  readonly pullImage: (reference: string, options?: PullOptions) => AsyncIterable<PullProgress>;
  /** Makes an image of one layer; answers its id. Fails with `disk-full`, `invalid-input`. */
  readonly importImage: (tar: AsyncIterable<Uint8Array>, options: ImportOptions) => Promise<string>;
  /** Fails with `in-use` when a container needs it, `not-found`. */
  readonly removeImage: (
    reference: string,
    options?: CallOptions & { readonly force?: boolean | undefined },
  ) => Promise<void>;
  /**
   * Asks the reference's registry by way of the engine: shows whether the engine reaches it.
   * Fails with `registry-unreachable`, `registry-denied`, `not-found`.
   */
  readonly distribution: (
    reference: string,
    options?: CallOptions & { readonly auth?: RegistryAuth | undefined },
  ) => Promise<Distribution>;

  /** Seconds where the engine has much to count. */
  readonly imageUsage: (options?: CallOptions) => Promise<ImageUsage>;
  /** The newest step first. Fails with `not-found`. */
  readonly imageHistory: (
    reference: string,
    options?: CallOptions,
  ) => Promise<readonly HistoryStep[]>;
  /** Gives an image one more name. Fails with `not-found`, `invalid-input`. */
  readonly tagImage: (reference: string, name: string, options?: CallOptions) => Promise<void>;
  /** A tar of these images, names and all. Fails with `not-found`. */
  readonly saveImages: (
    references: readonly string[],
    options?: CallOptions,
  ) => AsyncIterable<Uint8Array>;
  /** Leaving the loop early or aborting ends the load. Fails with `invalid-input`, `disk-full`. */
  readonly loadImages: (
    tar: AsyncIterable<Uint8Array>,
    options?: CallOptions,
  ) => AsyncIterable<LoadProgress>;
}

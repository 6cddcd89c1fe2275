/** What an engine says of itself. */
export interface EngineVersion {
  /** Product version, for example `28.5.2`. */
  readonly version: string;
  /** Newest API that it speaks, for example `1.51`. */
  readonly newestApiVersion: string;
  /** Oldest API that it speaks, for example `1.24`. */
  readonly oldestApiVersion: string;
  /** API spoken with it: the lower of its newest and ours. */
  readonly apiVersion: string;
  /** Go's name of the operating system, for example `linux`. */
  readonly os: string;
  /** Go's name of the processor, for example `amd64`. */
  readonly architecture: string;
}

/** The machine that the engine runs on. */
export interface EngineInfo {
  readonly hostName: string;
  /** The engine's own clock; absent when it does not tell. */
  readonly systemTimeMs?: number | undefined;
  /** For example `Debian GNU/Linux 12 (bookworm)`. */
  readonly operatingSystem: string;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  /** Where the engine keeps images and containers, on its own machine. */
  readonly dataRoot: string;
  readonly storageDriver: string;
  /** Names of the OCI runtimes that containers may ask for, for example `runc`, `nvidia`. */
  readonly runtimes: readonly string[];
  /** How it keeps containers in, for example `name=rootless`, `name=userns`, `name=apparmor`. */
  readonly securityOptions: readonly string[];
}

/** A container port to open on the engine's machine. */
export interface PortRequest {
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp';
  /** Address of the engine's machine to listen at, for example `127.0.0.1`. */
  readonly hostIp: string;
  /** Absent: the engine picks a free one when the container starts. */
  readonly hostPort?: number | undefined;
}

/** A folder or volume to mount. */
export type MountRequest =
  | {
      readonly kind: 'bind';
      /** Absolute path on the engine's machine; it must exist. */
      readonly source: string;
      readonly destination: string;
      readonly isWritable: boolean;
    }
  | {
      readonly kind: 'volume';
      /** Its name; made when it does not exist. Absent: an anonymous one, which must be writable. */
      readonly source?: string | undefined;
      readonly destination: string;
      readonly isWritable: boolean;
    }
  | {
      readonly kind: 'tmpfs';
      readonly destination: string;
      /** Upper limit. */
      readonly sizeBytes?: number | undefined;
    };

/** Whose namespaces a container has, as `container:ID`, `host` or `shareable`; absent: its own. */
export interface NamespaceShares {
  readonly processes?: string | undefined;
  readonly network?: string | undefined;
  readonly ipc?: string | undefined;
}

/** What to create a container from. Whatever is absent is as the image says. */
export interface ContainerSpec {
  /** Absent: the engine invents one. */
  readonly name?: string | undefined;
  /** Reference or id of an image that the engine has. */
  readonly image: string;
  readonly command?: readonly string[] | undefined;
  readonly entrypoint?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly ports?: readonly PortRequest[] | undefined;
  readonly mounts?: readonly MountRequest[] | undefined;
  /** `name`, `uid` or `uid:gid`. */
  readonly user?: string | undefined;
  /** Further groups, by name or number. */
  readonly groups?: readonly string[] | undefined;
  readonly workingDirectory?: string | undefined;
  readonly shmSizeBytes?: number | undefined;
  /** Runs a small init as process 1 that reaps zombies and forwards signals. */
  readonly hasInit?: boolean | undefined;
  readonly hasTty?: boolean | undefined;
  /** Forbids gaining privileges through set-uid programs. */
  readonly noNewPrivileges?: boolean | undefined;
  readonly restartPolicy?: 'no' | 'on-failure' | 'always' | 'unless-stopped' | undefined;
  /** Shares what another container, by its id, sees of processes, network and shared memory; or the host's. */
  readonly shares?: NamespaceShares | undefined;
  /** Rights beyond the usual ones, for example `SYS_PTRACE`. */
  readonly capabilities?: readonly string[] | undefined;
  /** Devices as the engine describes them for another container. */
  readonly deviceRequests?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** Its input stays open though nobody is attached. */
  readonly keepsInputOpen?: boolean | undefined;
  /** How long a stop waits before it kills, where the caller of the stop does not say. */
  readonly stopGraceSeconds?: number | undefined;
}

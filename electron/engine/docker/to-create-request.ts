import type { ContainerSpec, MountRequest, PortRequest } from '../container-spec.ts';

/** The body of `POST /containers/create` in the engine's words. */
export function toCreateRequest(spec: ContainerSpec): Readonly<Record<string, unknown>> {
  const ports = spec.ports ?? [];
  return withoutAbsent({
    Image: spec.image,
    Cmd: spec.command,
    Entrypoint: spec.entrypoint,
    Env: spec.env && Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    Labels: spec.labels,
    User: spec.user,
    WorkingDir: spec.workingDirectory,
    Tty: spec.hasTty,
    OpenStdin: spec.keepsInputOpen,
    StopTimeout: spec.stopGraceSeconds,
    ExposedPorts: Object.fromEntries(ports.map((port) => [portKey(port), {}])),
    HostConfig: withoutAbsent({
      PortBindings: toPortBindings(ports),
      Mounts: spec.mounts?.map(toMount),
      GroupAdd: spec.groups,
      ShmSize: spec.shmSizeBytes,
      Init: spec.hasInit,
      PidMode: spec.shares?.processes,
      NetworkMode: spec.shares?.network,
      IpcMode: spec.shares?.ipc,
      CapAdd: spec.capabilities,
      DeviceRequests: spec.deviceRequests,
      SecurityOpt: spec.noNewPrivileges === true ? ['no-new-privileges'] : undefined,
      RestartPolicy: spec.restartPolicy && { Name: spec.restartPolicy },
    }),
  });
}

function toPortBindings(ports: readonly PortRequest[]): Readonly<Record<string, unknown>> {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of ports) {
    // An empty port means "any free one".
    const binding = { HostIp: port.hostIp, HostPort: port.hostPort?.toString() ?? '' };
    (bindings[portKey(port)] ??= []).push(binding);
  }
  return bindings;
}

function portKey(port: PortRequest): string {
  return `${port.containerPort}/${port.protocol}`;
}

function toMount(mount: MountRequest): Readonly<Record<string, unknown>> {
  if (mount.kind === 'tmpfs') {
    return withoutAbsent({
      Type: 'tmpfs',
      Target: mount.destination,
      TmpfsOptions: mount.sizeBytes === undefined ? undefined : { SizeBytes: mount.sizeBytes },
    });
  }
  return withoutAbsent({
    Type: mount.kind,
    Source: mount.source,
    Target: mount.destination,
    ReadOnly: !mount.isWritable,
  });
}

/** The engine takes an absent key as "as the image says" and `null` as "nothing". */
function withoutAbsent(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

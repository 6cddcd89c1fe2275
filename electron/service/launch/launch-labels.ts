import type { Container } from '../../../shared/contract/container.ts';
import { LaunchIdSchema } from '../../../shared/contract/launch.ts';
import { TemplateIdSchema } from '../../../shared/contract/template.ts';
import type { LaunchTemplate } from '../template/launch-template.ts';

/** Whose value is a launch's id. Berth stops and removes nothing that lacks it. */
export const LAUNCH_LABEL = 'dev.berth.launch';
const TEMPLATE_LABEL = 'dev.berth.template';
const TITLE_LABEL = 'dev.berth.title';
const PORT_LABEL = 'dev.berth.port';
const READINESS_LABEL = 'dev.berth.readiness';

/** What a container tells of its launch: enough to go on without its template. */
export interface LaunchIdentity {
  readonly launchId: string;
  readonly templateId: string;
  readonly templateTitle: string;
  readonly port: number;
  readonly readinessPath: string;
}

/** The labels of a launch's container. */
export function toLabels(launchId: string, template: LaunchTemplate): Record<string, string> {
  return {
    [LAUNCH_LABEL]: launchId,
    [TEMPLATE_LABEL]: template.id,
    [TITLE_LABEL]: template.title,
    [PORT_LABEL]: String(template.port),
    [READINESS_LABEL]: template.readinessPath,
  };
}

/** Reads the labels back; absent where the container is none of ours. */
export function toIdentity(container: Container): LaunchIdentity | undefined {
  const { labels } = container;
  const launchId = LaunchIdSchema.safeParse(labels[LAUNCH_LABEL]);
  const templateId = TemplateIdSchema.safeParse(labels[TEMPLATE_LABEL]);
  const port = Number(labels[PORT_LABEL]);
  if (!launchId.success || !templateId.success || !Number.isInteger(port)) return undefined;
  return {
    launchId: launchId.data,
    templateId: templateId.data,
    templateTitle: labels[TITLE_LABEL] ?? templateId.data,
    port,
    readinessPath: labels[READINESS_LABEL] ?? '/',
  };
}

/** Where a container's notebook answers on this machine; absent while it is not published. */
export function addressOf(container: Container, containerPort: number): string | undefined {
  const published = container.ports.find(
    (port) =>
      port.containerPort === containerPort &&
      port.hostIp === '127.0.0.1' &&
      port.hostPort !== undefined,
  );
  return published === undefined ? undefined : `http://127.0.0.1:${published.hostPort}/`;
}

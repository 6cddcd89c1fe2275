import type { ContainerService } from '../../service/container/container-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/**
 * Serves the domain `container`. What changes something is not tied to the page that asked: a
 * reload in the middle of a stop must not undo it.
 */
export function containerHandlers(containers: ContainerService): DomainHandlers<'container'> {
  return {
    list: async (_input, { signal }) => [...(await containers.list({ signal }))],
    listAhead: async () => {
      const ahead = await containers.takeAhead();
      return ahead && [...ahead];
    },
    get: async ({ id }, { signal }) => await containers.get(id, { signal }),
    detail: async ({ id }, { signal }) => await containers.detail(id, { signal }),
    start: async ({ id }) => await containers.start(id),
    stop: async ({ id }) => await containers.stop(id),
    restart: async ({ id }) => await containers.restart(id),
    previewRemoval: async ({ id }, { signal }) => await containers.previewRemoval(id, { signal }),
    remove: async ({ id, force, removeAnonymousVolumes }) =>
      await containers.remove(id, { force, volumes: removeAnonymousVolumes }),
    logs: ({ id, tailLines, follow }, { signal }) =>
      containers.logs(id, { tailLines, follow, signal }),
  };
}

import type { NotebookView } from '../../service/launch/desktop.ts';
import type { LaunchService } from '../../service/launch/launch-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `launch`. Nothing of it is tied to the page that asked: launches live on. */
export function launchHandlers(
  launches: LaunchService,
  view: NotebookView,
): DomainHandlers<'launch'> {
  return {
    watch: async function* (_input, { signal }) {
      for await (const all of launches.watch(signal)) yield [...all];
    },
    start: async ({ templateId }) => ({ launchId: await launches.launch(templateId) }),
    cancel: async ({ launchId }) => await launches.cancel(launchId),
    stop: async ({ launchId }) => await launches.stop(launchId),
    restart: async ({ launchId }) => await launches.restart(launchId),
    remove: async ({ launchId }) => await launches.remove(launchId),
    showView: async ({ launchId, bounds }, { webContentsId }) =>
      await launches.door.showView(launchId, { bounds, webContentsId }),
    placeView: ({ bounds }) => view.place(bounds),
    hideView: () => view.hide(),
    reloadView: () => view.reload(),
    openInBrowser: async ({ launchId }) => await launches.door.openInBrowser(launchId),
    copyAddress: ({ launchId }) => launches.door.copyAddress(launchId),
  };
}

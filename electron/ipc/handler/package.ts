import type { PackageService } from '../../service/package/package-service.ts';
import type { DomainHandlers } from '../handler-types.ts';

/** Serves the domain `package`. */
export function packageHandlers(packages: PackageService): DomainHandlers<'package'> {
  return {
    list: async ({ imageId }) => await packages.list(imageId),
    find: async ({ query }) => await packages.find(query),
    readImages: ({ imageIds }) => ({ taskId: packages.readImages(imageIds) }),
    export: async ({ imageId, format }, { webContentsId }) => {
      const path = await packages.export(imageId, format, webContentsId);
      return path === undefined ? null : { path };
    },
  };
}

import { create } from 'zustand';
import type { ImagePackages, PackageExportFormat } from '../../../shared/contract/package.ts';
import { api } from '../../ipc/api.ts';
import { openLayers } from '../layer-store.ts';
import { chooseLayer, setLayerView } from '../layer/layer-view-store.ts';
import { IDLE, toFailed, toLoading, type Loadable } from '../loadable.ts';
import { notifyFailure, notifyInfo } from '../notice-store.ts';
import { goTo, imagePlace, replacePlace, usePlaceStore } from '../place-store.ts';

interface PackageStoreState {
  readonly imageId: string | undefined;
  readonly packages: Loadable<ImagePackages>;
}

/** The packages of the image whose page is open. */
export const usePackageStore = create<PackageStoreState>()(() => ({
  imageId: undefined,
  packages: IDLE,
}));

/** Asks for an image's packages, once its layers are read; those that are here stay. */
export async function openPackages(imageId: string): Promise<void> {
  const { imageId: before, packages } = usePackageStore.getState();
  if (before === imageId && (packages.kind === 'ready' || packages.kind === 'loading')) return;
  usePackageStore.setState({
    imageId,
    packages: before === imageId ? toLoading(packages) : { kind: 'loading' },
  });
  const reply = await api.package.list({ imageId });
  if (usePackageStore.getState().imageId !== imageId) return;
  usePackageStore.setState((state) => ({
    packages: reply.ok
      ? { kind: 'ready', value: reply.value }
      : toFailed(state.packages, reply.failure),
  }));
}

/** Asks where, and writes the packages as a bill of materials. */
export async function exportPackages(imageId: string, format: PackageExportFormat): Promise<void> {
  const reply = await api.package.export({ imageId, format });
  if (!reply.ok) notifyFailure('Exporting packages', reply.failure);
  else if (reply.value !== null) notifyInfo('The packages were exported.', reply.value.path);
}

/** Shows what a layer of an image did, in its Layers tab. */
export function showLayer(imageId: string, position: number): void {
  openLayers(imageId);
  chooseLayer(position);
  setLayerView({ show: 'changes' });
  const place = imagePlace(imageId, 'layers');
  const { place: here } = usePlaceStore.getState();
  const isOnItsPage = here.screen === 'image' && place.screen === 'image' && here.id === place.id;
  if (isOnItsPage) replacePlace(place);
  else goTo(place);
}

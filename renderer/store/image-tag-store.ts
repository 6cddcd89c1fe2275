import { create } from 'zustand';
import type { ImageName } from '../../shared/contract/image.ts';
import type { Failure } from '../../shared/ipc/failure.ts';
import { api } from '../ipc/api.ts';
import { notifyInfo } from './notice-store.ts';

interface ImageTagState {
  /** The image that is to have one more name. */
  readonly asked: ImageName | undefined;
  readonly failure: Failure | undefined;
}

export const useImageTagStore = create<ImageTagState>()(() => ({
  asked: undefined,
  failure: undefined,
}));

/** Opens the dialog. */
export function askTag(asked: ImageName): void {
  useImageTagStore.setState({ asked, failure: undefined });
}

/** Closes the dialog. */
export function dismissTag(): void {
  useImageTagStore.setState({ asked: undefined, failure: undefined });
}

/** Gives the name; the dialog stays open where the engine refuses. */
export async function giveTag({ imageId }: ImageName, name: string): Promise<void> {
  const reply = await api.image.tag({ id: imageId, name });
  if (!reply.ok) return useImageTagStore.setState({ failure: reply.failure });
  dismissTag();
  notifyInfo(`${name} was added.`);
}

import { create } from 'zustand';
import type {
  ImageChoice,
  ImageRemovalPlan,
  ImageRemovalResult,
} from '../../shared/contract/image.ts';
import { formatPlural } from '../../shared/value/count.ts';
import { api } from '../ipc/api.ts';
import { markOnly } from './image-view-store.ts';
import type { Loadable } from './loadable.ts';
import { notifyFailure, notifyInfo } from './notice-store.ts';

/** The removal that the dialog asks about. */
export interface ImageRemoval {
  readonly choice: ImageChoice;
  readonly plan: Loadable<ImageRemovalPlan>;
  /** `removing` while the engine is at it; `ended` with what did not go. */
  readonly stage: 'asking' | 'removing' | 'ended';
  readonly failed: readonly ImageRemovalResult[];
}

interface ImageRemovalState {
  readonly removal: ImageRemoval | undefined;
}

export const useImageRemovalStore = create<ImageRemovalState>()(() => ({ removal: undefined }));

/** Opens the dialog and asks what would go. */
export async function askImageRemoval(choice: ImageChoice): Promise<void> {
  const asked: ImageRemoval = { choice, plan: { kind: 'loading' }, stage: 'asking', failed: [] };
  useImageRemovalStore.setState({ removal: asked });
  const reply = await api.image.previewRemoval({ choice });
  useImageRemovalStore.setState(({ removal }) => {
    if (removal?.choice !== choice) return {};
    const plan: ImageRemoval['plan'] = reply.ok
      ? { kind: 'ready', value: reply.value }
      : { kind: 'failed', failure: reply.failure };
    return { removal: { ...removal, plan } };
  });
}

/** Closes the dialog; what is under way goes on. */
export function dismissImageRemoval(): void {
  useImageRemovalStore.setState({ removal: undefined });
}

/** Removes what the dialog named, and nothing else; stays open where something did not go. */
export async function confirmImageRemoval(
  { choice }: ImageRemoval,
  plan: ImageRemovalPlan,
): Promise<void> {
  const names = plan.items
    .filter(({ effect }) => effect !== 'stays')
    .map(({ imageId, reference }) => ({ imageId, reference }));
  useImageRemovalStore.setState(({ removal }) => ({
    removal: removal && { ...removal, stage: 'removing' },
  }));
  const reply = await api.image.remove({ names });
  markOnly([]);
  const isOpen = useImageRemovalStore.getState().removal?.choice === choice;
  if (!reply.ok) {
    if (isOpen) dismissImageRemoval();
    return notifyFailure(`Removing ${whatOf(plan)}`, reply.failure);
  }
  const failed = reply.value.filter(({ failure }) => failure !== undefined);
  if (failed.length === 0) {
    if (isOpen) dismissImageRemoval();
    return notifyInfo(`${whatOf(plan)} ${names.length === 1 ? 'was' : 'were'} removed.`);
  }
  useImageRemovalStore.setState(({ removal }) =>
    removal?.choice === choice ? { removal: { ...removal, stage: 'ended', failed } } : {},
  );
}

/** One name, or how many. */
function whatOf({ items }: ImageRemovalPlan): string {
  const going = items.filter(({ effect }) => effect !== 'stays');
  const [only] = going;
  return only !== undefined && going.length === 1
    ? only.reference.replace(/^sha256:(.{12}).*/, '$1')
    : formatPlural(going.length, 'image');
}

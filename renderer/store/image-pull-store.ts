import { create } from 'zustand';
import type { PullPlan } from '../../shared/contract/image.ts';
import { api } from '../ipc/api.ts';
import { IDLE, type Loadable } from './loadable.ts';
import { notifyFailure } from './notice-store.ts';
import { toggleTasks } from './task-store.ts';

interface ImagePullState {
  readonly isOpen: boolean;
  readonly reference: string;
  /** Empty: the engine's own. */
  readonly platform: string;
  /** Of exactly this name and platform. */
  readonly plan: Loadable<PullPlan>;
  /** Platforms of the last plan, to choose from. */
  readonly platforms: readonly string[];
}

const CLOSED: ImagePullState = {
  isOpen: false,
  reference: '',
  platform: '',
  plan: IDLE,
  platforms: [],
};

export const useImagePullStore = create<ImagePullState>()(() => CLOSED);

let asked = 0;

/** Opens the dialog. */
export function askPull(reference = ''): void {
  useImagePullStore.setState({ ...CLOSED, isOpen: true, reference });
}

/** Closes the dialog; what was begun goes on. */
export function dismissPull(): void {
  asked += 1;
  useImagePullStore.setState(CLOSED);
}

/** Another name: what was found out about the last one holds no more. */
export function setPullReference(reference: string): void {
  asked += 1;
  useImagePullStore.setState({ reference, plan: IDLE, platforms: [], platform: '' });
}

/** Another platform, looked at at once. */
export async function setPullPlatform(platform: string): Promise<void> {
  useImagePullStore.setState({ platform, plan: IDLE });
  await lookUpPull();
}

/** Asks the registry what a pull would bring. */
export async function lookUpPull(): Promise<void> {
  asked += 1;
  const question = asked;
  useImagePullStore.setState({ plan: { kind: 'loading' } });
  const reply = await api.image.planPull(inputOf(useImagePullStore.getState()));
  if (asked !== question) return;
  if (!reply.ok) {
    useImagePullStore.setState({ plan: { kind: 'failed', failure: reply.failure } });
    return;
  }
  const { platforms } = reply.value;
  useImagePullStore.setState({ plan: { kind: 'ready', value: reply.value }, platforms });
}

/** Begins the pull, closes the dialog and shows the task. */
export async function startPull(): Promise<void> {
  const input = inputOf(useImagePullStore.getState());
  dismissPull();
  const reply = await api.image.pull(input);
  if (reply.ok) toggleTasks(true);
  else notifyFailure(`Pulling ${input.reference}`, reply.failure);
}

function inputOf({ reference, platform }: ImagePullState): {
  readonly reference: string;
  readonly platform?: string;
} {
  const name = reference.trim();
  return platform === '' ? { reference: name } : { reference: name, platform };
}

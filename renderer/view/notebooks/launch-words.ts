import type { Launch, LaunchStatus, LaunchStepName } from '../../../shared/contract/launch.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import type { PendingLaunchAction } from '../../store/launch-store.ts';
import type { Tone } from '../../widget/state-mark/state-mark.tsx';

/** What each status means for its reader. */
export const STATUS_TONES: Readonly<Record<LaunchStatus, Tone>> = {
  Pulling: 'busy',
  Creating: 'busy',
  Starting: 'busy',
  Ready: 'good',
  Failed: 'bad',
  Stopped: 'idle',
};

export const STEP_WORDS: Readonly<Record<LaunchStepName, string>> = {
  image: 'Image',
  create: 'Create',
  start: 'Start',
  ready: 'Ready',
};

/** Whether a launch is still on its way to ready. */
export function isUnderWay(status: LaunchStatus): boolean {
  return status === 'Pulling' || status === 'Creating' || status === 'Starting';
}

/** What is being done to the launch, if anything: `Stopping…`. */
export function endingWords(
  { status, isEnding }: Launch,
  pending: PendingLaunchAction | undefined,
): string | undefined {
  switch (pending) {
    case 'cancelling':
      return 'Cancelling…';
    case 'stopping':
      return 'Stopping…';
    case 'starting':
      return 'Starting again…';
    case 'removing':
      return 'Removing…';
    case undefined:
      if (!isEnding) return undefined;
      return isUnderWay(status) ? 'Cancelling…' : 'Ending…';
  }
}

/** How far the image is: bytes, and the share where the whole is known. */
export function progressWords(progress: NonNullable<Launch['progress']>): string {
  const { doneBytes, totalBytes } = progress;
  const done = formatByteSize(doneBytes);
  return totalBytes === undefined ? `${done} so far` : `${done} of ${formatByteSize(totalBytes)}`;
}

/** Share done in per cent; undefined while the whole is not known. */
export function donePct(progress: Launch['progress']): number | undefined {
  if (progress?.totalBytes === undefined || progress.totalBytes === 0) return undefined;
  return Math.min(100, (progress.doneBytes / progress.totalBytes) * 100);
}

/** The step that a failed launch failed at. */
export function failedStep({ steps }: Launch): LaunchStepName | undefined {
  return steps.find(({ status }) => status === 'failed')?.name;
}

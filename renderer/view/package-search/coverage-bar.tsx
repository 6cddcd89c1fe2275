import { useEffect, useRef } from 'react';
import type { FoundPackages } from '../../../shared/contract/package.ts';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import {
  readUnreadImages,
  repeatPackageSearch,
  usePackageSearchStore,
} from '../../store/package/package-search-store.ts';
import { cancelTask, useTaskStore } from '../../store/task-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { ProgressBar } from '../../widget/progress-bar/progress-bar.tsx';
import style from './package-search.module.css';

/** How much an answer is worth: which images were looked through, and a way to read the others. */
export function CoverageBar({ answer }: { readonly answer: FoundPackages }): React.JSX.Element {
  const { found, totalCount, incomparableCount, readIds, partialIds, unreadIds } = answer;
  const foundIn = new Set(found.map(({ imageId }) => imageId)).size;
  const words = [
    totalCount > found.length
      ? `The first ${formatCount(found.length)} of ${formatPlural(totalCount, 'package')}`
      : `${formatPlural(totalCount, 'package')} in ${formatPlural(foundIn, 'image')}`,
    `${formatPlural(readIds.length, 'image')} looked through`,
    ...(partialIds.length > 0 ? [`${formatCount(partialIds.length)} of them read in part`] : []),
    ...(incomparableCount > 0
      ? [`${formatCount(incomparableCount)} of that name with versions that cannot be compared`]
      : []),
  ];
  return (
    <div className={style['coverage']}>
      <output aria-label="What was found">{words.join(' · ')}</output>
      <Unread imageIds={unreadIds} />
    </div>
  );
}

/** Images of which nothing is known: reading them is a task that goes on without this screen. */
function Unread({ imageIds }: { readonly imageIds: readonly string[] }): React.JSX.Element | null {
  const isLive = useIsEngineLive();
  const readingTaskId = usePackageSearchStore((store) => store.readingTaskId);
  const task = useTaskStore(({ tasks }) => tasks.find(({ id }) => id === readingTaskId));
  const isReading = task?.status === 'running';
  useSearchAfter(isReading);
  if (isReading) {
    return (
      <div className={style['unread']}>
        <span>{task.detail}</span>
        <span className={style['progress']}>
          <ProgressBar label="Reading images" donePct={task.donePct} />
        </span>
        <Button onPress={() => void cancelTask(task)}>Cancel</Button>
      </div>
    );
  }
  if (imageIds.length === 0) return null;
  return (
    <div className={style['unread']}>
      <span className={style['warn']}>{formatPlural(imageIds.length, 'image')} not read yet</span>
      <Button
        refusal={isLive ? undefined : 'The engine is not connected'}
        tip="The engine hands each out once; Berth keeps an index of it"
        onPress={() => void readUnreadImages(imageIds)}
      >
        Read {imageIds.length === 1 ? 'it' : 'them'}
      </Button>
    </div>
  );
}

/** What was read, as far as it came, is looked through as soon as the reading is over. */
function useSearchAfter(isReading: boolean): void {
  const wasReading = useRef(isReading);
  useEffect(() => {
    if (wasReading.current && !isReading) repeatPackageSearch();
    wasReading.current = isReading;
  }, [isReading]);
}

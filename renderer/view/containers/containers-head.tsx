import { useRef } from 'react';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';
import { useEngineStore } from '../../store/engine-store.ts';
import {
  setContainerFilter,
  setOnlyRunning,
  useContainerViewStore,
} from '../../store/container-view-store.ts';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { ScreenHead } from '../../widget/screen-head/screen-head.tsx';
import { SearchField } from '../../widget/search-field/search-field.tsx';
import { useFindKey } from '../../widget/search-field/use-find-key.ts';

interface ContainersHeadProps {
  /** Absent before the first list. */
  readonly shownCount: number | undefined;
  readonly allCount: number | undefined;
  readonly onLeaveFilter: () => void;
}

/** Title, count and filter of the table. */
export function ContainersHead({
  shownCount,
  allCount,
  onLeaveFilter,
}: ContainersHeadProps): React.JSX.Element {
  const filter = useContainerViewStore((view) => view.filter);
  const isOnlyRunning = useContainerViewStore((view) => view.isOnlyRunning);
  const field = useRef<HTMLInputElement>(null);
  useFindKey(field);
  const isAbsent = useEngineStore(
    ({ state }) => state.kind !== 'connected' && state.kind !== 'connecting',
  );
  return (
    <ScreenHead
      title="Containers"
      beside={<output aria-label="Count">{countText(shownCount, allCount)}</output>}
    >
      {(allCount !== undefined || !isAbsent) && (
        <>
          <CheckToggle isOn={isOnlyRunning} onChange={setOnlyRunning}>
            Only running
          </CheckToggle>
          <SearchField
            ref={field}
            label="Filter containers"
            hint="Filter by name, image, ID or label"
            value={filter}
            onChange={setContainerFilter}
            onKeyDown={(event) => {
              const isWayOut = event.key === 'Escape' && filter === '';
              if (event.key !== 'Enter' && event.key !== 'ArrowDown' && !isWayOut) return;
              event.preventDefault();
              onLeaveFilter();
            }}
          />
        </>
      )}
    </ScreenHead>
  );
}

function countText(shownCount: number | undefined, allCount: number | undefined): string {
  if (shownCount === undefined || allCount === undefined) return '';
  if (shownCount === allCount) return formatPlural(allCount, 'container').replace(/ .*/, '');
  return `${formatCount(shownCount)} of ${formatCount(allCount)}`;
}

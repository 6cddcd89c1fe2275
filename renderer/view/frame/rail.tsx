import Box from 'lucide-react/icons/box';
import Layers from 'lucide-react/icons/layers';
import NotebookText from 'lucide-react/icons/notebook-text';
import type { ComponentType } from 'react';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { useContainerStore } from '../../store/container-store.ts';
import { useLaunchStore } from '../../store/launch-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { goTo, hrefOf, type Place } from '../../store/place-store.ts';
import { formatCount } from '../../../shared/value/count.ts';
import { BerthMark } from './berth-mark.tsx';

/** The screens in the rail's order; Ctrl or Cmd and a digit go to them. */
export const SCREENS: readonly Place[] = [
  { screen: 'notebooks' },
  { screen: 'containers' },
  { screen: 'images' },
];

/** The way between screens. */
export function Rail({ place }: { readonly place: Place }): React.JSX.Element {
  const readyCount = useLaunchStore(
    ({ launches }) => lastValueOf(launches)?.filter(({ status }) => status === 'Ready').length ?? 0,
  );
  const runningCount = useContainerStore(
    ({ list }) => lastValueOf(list)?.filter(({ state }) => state === 'running').length ?? 0,
  );
  // A count is a claim about now: without the engine there is none.
  const isLive = useIsEngineLive();
  const isIn = (...screens: readonly Place['screen'][]): boolean => screens.includes(place.screen);
  return (
    <div className="rail">
      <header className="rail-brand">
        <BerthMark />
        Berth
      </header>
      <nav aria-label="Main">
        <RailLink
          to={{ screen: 'notebooks' }}
          icon={NotebookText}
          label="Notebooks"
          count={isLive ? readyCount : 0}
          countTip={`${formatCount(readyCount)} ready`}
          isHere={isIn('notebooks', 'notebook')}
        />
        <RailLink
          to={{ screen: 'containers' }}
          icon={Box}
          label="Containers"
          count={isLive ? runningCount : 0}
          countTip={`${formatCount(runningCount)} running`}
          isHere={isIn('containers', 'container')}
        />
        <RailLink
          to={{ screen: 'images' }}
          icon={Layers}
          label="Images"
          isHere={isIn('images', 'image', 'compare', 'packages')}
        />
      </nav>
    </div>
  );
}

interface RailLinkProps {
  readonly to: Place;
  readonly icon: ComponentType<{ readonly size: number; readonly 'aria-hidden': true }>;
  readonly label: string;
  readonly count?: number;
  readonly countTip?: string;
  readonly isHere: boolean;
}

function RailLink({
  to,
  icon: Icon,
  label,
  count = 0,
  countTip,
  isHere,
}: RailLinkProps): React.JSX.Element {
  return (
    <a
      href={hrefOf(to)}
      aria-current={isHere ? 'page' : undefined}
      className="rail-link"
      onClick={(event) => {
        event.preventDefault();
        goTo(to);
      }}
    >
      <Icon size={16} aria-hidden />
      <span>{label}</span>
      {count > 0 && (
        <span aria-hidden="true" className="rail-count" data-tip={countTip}>
          {formatCount(count)}
        </span>
      )}
    </a>
  );
}

import { EngineGate } from '../engine/engine-gate.tsx';
import { useLaunchStore } from '../../store/launch-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { ScreenHead } from '../../widget/screen-head/screen-head.tsx';
import { Catalogue } from './catalogue.tsx';
import style from './notebooks-screen.module.css';
import { RunningRegion } from './running-region.tsx';

/** What can be launched, and what is running. */
export function NotebooksScreen(): React.JSX.Element {
  const hasLaunches = useLaunchStore(({ launches }) => {
    const known = lastValueOf(launches);
    return known !== undefined && known.length > 0;
  });
  return (
    <div className={style['screen']}>
      <ScreenHead title="Notebooks" />
      <EngineGate hasLastValue={hasLaunches}>
        <div className={style['columns']}>
          <Catalogue />
          <RunningRegion />
        </div>
      </EngineGate>
    </div>
  );
}

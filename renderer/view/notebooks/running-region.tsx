import { useLaunchStore } from '../../store/launch-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { LaunchCard } from './launch-card.tsx';
import { LaunchSteps } from './launch-explained.tsx';
import style from './notebooks-screen.module.css';

/** Every launch, newest first. */
export function RunningRegion(): React.JSX.Element {
  const launches = useLaunchStore((store) => store.launches);
  const known = lastValueOf(launches);
  return (
    <section aria-label="Running" className={style['running']}>
      <h2 className={style['title']}>Running</h2>
      {launches.kind === 'failed' && (
        <FailureNote lead="The launches cannot be followed now." failure={launches.failure} />
      )}
      {known === undefined && launches.kind !== 'failed' && (
        <div className={style['launch']} role="status" aria-label="Reading the launches">
          <Skeleton widthPx={220} heightPx={14} />
          <Skeleton widthPx={420} />
        </div>
      )}
      {known?.length === 0 && <NothingRuns />}
      {known?.map((launch) => (
        <LaunchCard key={launch.id} launch={launch} />
      ))}
    </section>
  );
}

function NothingRuns(): React.JSX.Element {
  return (
    <div className={style['nothing']}>
      <h3>Nothing is running</h3>
      <p className={style['soft']}>
        Press <b>Launch</b> on a card. This is what it does; you can look away or close the window
        meanwhile, and cancel at any step.
      </p>
      <LaunchSteps />
    </div>
  );
}

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
        <output className={style['launch']} aria-label="Reading the launches">
          <Skeleton widthPx={220} heightPx={14} />
          <Skeleton widthPx={420} />
        </output>
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
        Press <b>Launch</b> on a card: one press leads to a notebook that answers. This is what
        happens in between.
      </p>
      <LaunchSteps />
      <p className={style['soft']}>
        You can cancel at any step, and look away or reload the window meanwhile.
      </p>
    </div>
  );
}

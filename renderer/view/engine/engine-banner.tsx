import Unplug from 'lucide-react/icons/unplug';
import { formatClockTime } from '../../../shared/value/clock-time.ts';
import { retryEngine, silentSinceMs, useEngineStore } from '../../store/engine-store.ts';
import { Button } from '../../widget/button/button.tsx';
import style from './engine-gate.module.css';
import { engineTitle } from './engine-words.ts';

/** Says that what is below is old, since when, and what is being done. */
export function EngineBanner(): React.JSX.Element {
  const store = useEngineStore();
  const { state, isRetrying } = store;
  const sinceMs = silentSinceMs(store);
  const since = sinceMs === undefined ? '' : ` since ${formatClockTime(sinceMs)}`;
  return (
    <div role="alert" className={style['banner']}>
      <Unplug size={16} aria-hidden="true" />
      <p className={style['bannerText']}>
        <b>
          {'failure' in state ? engineTitle(state.failure.code) : 'The engine is being looked for'}.
        </b>{' '}
        <span>
          No answer{since}: what you see is from then.
          {state.kind === 'reconnecting' && ` Attempt ${state.attempt} is under way.`}
          {'failure' in state && state.failure.hint !== undefined && ` ${state.failure.hint}`}
        </span>
      </p>
      <Button isBusy={isRetrying} onPress={() => void retryEngine()}>
        Try again
      </Button>
    </div>
  );
}

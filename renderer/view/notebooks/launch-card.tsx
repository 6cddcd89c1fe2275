import Copy from 'lucide-react/icons/copy';
import type { Launch, LaunchStatus } from '../../../shared/contract/launch.ts';
import { formatDateTime } from '../../../shared/value/clock-time.ts';
import { useContainerStore } from '../../store/container-store.ts';
import { copyLaunchAddress, useLaunchStore } from '../../store/launch-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { ProgressBar } from '../../widget/progress-bar/progress-bar.tsx';
import { StateMark } from '../../widget/state-mark/state-mark.tsx';
import { StatusText } from '../containers/status-text.tsx';
import { LaunchButtons } from './launch-buttons.tsx';
import {
  donePct,
  endingWords,
  failedStep,
  isUnderWay,
  progressWords,
  STATUS_TONES,
  STEP_WORDS,
} from './launch-words.ts';
import style from './notebooks-screen.module.css';
import { StepList } from './step-list.tsx';

/** One launch: what it is, how far it is, and what can be done with it. */
export function LaunchCard({ launch }: { readonly launch: Launch }): React.JSX.Element {
  const { name, templateTitle, status, createdAtMs, failure } = launch;
  const pending = useLaunchStore((store) => store.pending.get(launch.id));
  const ending = endingWords(launch, pending);
  const step = failedStep(launch);
  return (
    <article className={style['launch']} aria-label={name}>
      <div className={style['launchHead']}>
        <div className={style['launchWho']}>
          <div className={style['launchName']}>
            <h3 data-tip={`${templateTitle}, launched ${formatDateTime(createdAtMs)}`}>{name}</h3>
            <output>
              <StateMark tone={STATUS_TONES[status]} isMoving={isUnderWay(status)}>
                {status}
              </StateMark>
            </output>
            {ending !== undefined && <span className={style['soft']}>{ending}</span>}
          </div>
          <div className={style['launchFacts']}>
            {status === 'Ready' ? <LaunchAddress launch={launch} /> : <span>{templateTitle}</span>}
            {SETTLED.has(status) && <LaunchUptime launch={launch} />}
          </div>
        </div>
        <LaunchButtons launch={launch} isBusy={ending !== undefined} />
      </div>
      <StepList launch={launch} />
      <LaunchProgress launch={launch} />
      {failure !== undefined && (
        <FailureNote
          lead={step === undefined ? 'The launch failed.' : `The step ${STEP_WORDS[step]} failed.`}
          failure={failure}
        />
      )}
    </article>
  );
}

/** Where the engine's own words on the container say more than the status does: since when, with which exit code. */
const SETTLED: ReadonlySet<LaunchStatus> = new Set<LaunchStatus>(['Ready', 'Stopped']);

function LaunchUptime({ launch }: { readonly launch: Launch }): React.JSX.Element | null {
  const row = useContainerStore(({ list }) =>
    lastValueOf(list)?.find(({ id }) => id === launch.containerId),
  );
  return row === undefined ? null : (
    <span>
      <StatusText row={row} />
    </span>
  );
}

function LaunchAddress({ launch }: { readonly launch: Launch }): React.JSX.Element | null {
  const { address } = launch;
  if (address === undefined) return null;
  return (
    <span className={style['address']}>
      <code className="selectable">{address}</code>
      <IconButton
        label="Copy address"
        icon={<Copy size={13} aria-hidden="true" />}
        onPress={() => void copyLaunchAddress(launch)}
      />
    </span>
  );
}

function LaunchProgress({ launch }: { readonly launch: Launch }): React.JSX.Element | null {
  const { name, status, progress } = launch;
  if (status !== 'Pulling' || progress === undefined) return null;
  return (
    <div className={style['launchProgress']}>
      <ProgressBar label={`Image of ${name}`} donePct={donePct(progress)} />
      <span>{progressWords(progress)}</span>
    </div>
  );
}

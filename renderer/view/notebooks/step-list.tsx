import Check from 'lucide-react/icons/check';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import type { Launch, LaunchStep } from '../../../shared/contract/launch.ts';
import { formatDuration, formatElapsed } from '../../../shared/value/duration.ts';
import { LiveText } from '../../widget/live-text/live-text.tsx';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import { STEP_WORDS } from './launch-words.ts';
import style from './notebooks-screen.module.css';

const STEP_MARKS: Readonly<
  Record<LaunchStep['status'], { readonly icon: ReactNode; readonly word: string }>
> = {
  waiting: { icon: <span className={style['stepDot']} />, word: 'waiting' },
  running: { icon: <Spinner />, word: 'under way' },
  done: { icon: <Check size={12} aria-hidden="true" />, word: 'done' },
  failed: { icon: <X size={12} aria-hidden="true" />, word: 'failed' },
};

/** The four steps of a launch, each with what it did and how long it took. */
export function StepList({ launch }: { readonly launch: Launch }): React.JSX.Element {
  return (
    <ol className={style['steps']} aria-label="Steps">
      {launch.steps.map((step) => {
        const { icon, word } = STEP_MARKS[step.status];
        return (
          <li key={step.name} data-status={step.status} className={style['step']}>
            <div className={style['stepHead']}>
              <span className={style['stepIcon']}>{icon}</span>
              <b>{STEP_WORDS[step.name]}</b>
              <span className="visually-hidden">, {word}</span>
              <span className={style['stepTime']}>
                <StepTime step={step} />
              </span>
            </div>
            <p className={style['stepDetail']} data-tip={step.detail}>
              {step.detail}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

function StepTime({ step }: { readonly step: LaunchStep }): React.JSX.Element | null {
  const { startedAtMs, durationMs } = step;
  if (durationMs !== undefined) return <>{formatDuration(durationMs)}</>;
  if (startedAtMs === undefined || step.status !== 'running') return null;
  return <LiveText textAt={(nowMs) => formatElapsed(nowMs - startedAtMs)} />;
}

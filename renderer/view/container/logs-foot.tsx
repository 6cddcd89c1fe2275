import type { ContainerState } from '../../../shared/contract/container.ts';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';
import type { ContainerLog } from '../../store/log/container-log.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { StateMark } from '../../widget/state-mark/state-mark.tsx';
import style from './container-screen.module.css';

interface LogsFootProps {
  readonly log: ContainerLog;
  readonly state: ContainerState | undefined;
}

/** How many lines there are, and whether more are coming: only what is known. */
export function LogsFoot({ log, state }: LogsFootProps): React.JSX.Element {
  const { lineCount, droppedCount } = log.lines;
  const isUp = state === 'running' || state === 'paused' || state === 'restarting';
  const { kind } = log.state;
  return (
    <>
      {log.state.kind === 'failed' && (
        <div className={style['logFailure']}>
          <FailureNote lead="The log was interrupted." failure={log.state.failure}>
            <Button onPress={() => log.restart()}>Reconnect</Button>
          </FailureNote>
        </div>
      )}
      <div className={style['logFoot']}>
        {kind === 'following' && <StateMark tone="good">Following</StateMark>}
        {kind === 'opening' && (
          <StateMark tone="busy" isMoving>
            Opening
          </StateMark>
        )}
        {kind === 'failed' && <StateMark tone="warn">Interrupted</StateMark>}
        {kind === 'ended' && (
          <>
            <StateMark tone="idle">
              {isUp ? 'The engine ended the log' : 'The container stopped'}
            </StateMark>
            {isUp && <Button onPress={() => log.restart()}>Reconnect</Button>}
          </>
        )}
        <span className={style['end']}>
          {droppedCount > 0 && `${formatPlural(droppedCount, 'line')} dropped · `}
          {formatCount(lineCount)} {lineCount === 1 ? 'line' : 'lines'}
        </span>
      </div>
    </>
  );
}

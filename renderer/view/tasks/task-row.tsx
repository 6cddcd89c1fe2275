import type { Task, TaskPart } from '../../../shared/contract/task.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatDuration, formatElapsed } from '../../../shared/value/duration.ts';
import { cancelTask } from '../../store/task-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Disclosure } from '../../widget/disclosure/disclosure.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { LiveText } from '../../widget/live-text/live-text.tsx';
import { ProgressBar } from '../../widget/progress-bar/progress-bar.tsx';
import { StateMark, type Tone } from '../../widget/state-mark/state-mark.tsx';
import style from './tasks-panel.module.css';

const MARKS: Readonly<Record<Task['status'], { readonly tone: Tone; readonly word: string }>> = {
  running: { tone: 'busy', word: 'Running' },
  done: { tone: 'good', word: 'Done' },
  failed: { tone: 'bad', word: 'Failed' },
  cancelled: { tone: 'idle', word: 'Cancelled' },
  interrupted: { tone: 'warn', word: 'Interrupted' },
};

interface TaskRowProps {
  readonly task: Task;
  readonly isCancelling: boolean;
}

/** One task: what it is, how far it is, and how it ended. */
export function TaskRow({ task, isCancelling }: TaskRowProps): React.JSX.Element {
  const { tone, word } = MARKS[task.status];
  const isRunning = task.status === 'running';
  return (
    <li className={style['task']}>
      <div className={style['line']}>
        <span className={style['mark']}>
          <StateMark tone={tone} isMoving={isRunning}>
            {isCancelling ? 'Cancelling…' : word}
          </StateMark>
        </span>
        <b className={style['title']}>{task.title}</b>
        <span className={style['figures']}>{figuresOf(task)}</span>
        <span className={style['time']}>
          <TaskTime task={task} />
        </span>
        <span className={style['action']}>
          {isRunning && (
            <Button isBusy={isCancelling} onPress={() => void cancelTask(task)}>
              Cancel
            </Button>
          )}
        </span>
      </div>
      {isRunning && (
        <div className={style['progress']}>
          <ProgressBar label={task.title} donePct={sharePctOf(task)} />
        </div>
      )}
      {isRunning && task.parts !== undefined && task.parts.length > 1 && (
        <Disclosure label={`${task.parts.length} layers`}>
          <ul className={style['parts']} aria-label="Layers">
            {task.parts.map((part) => (
              <Part key={part.id} part={part} />
            ))}
          </ul>
        </Disclosure>
      )}
      {task.failure !== undefined && <FailureNote failure={task.failure} />}
      {task.failure === undefined && task.detail !== word && (
        <p className={style['detail']}>{task.detail}</p>
      )}
    </li>
  );
}

function Part({ part }: { readonly part: TaskPart }): React.JSX.Element {
  const { id, status, detail, doneBytes = 0, totalBytes } = part;
  const isDone = status === 'done';
  return (
    <li className={style['part']}>
      <code>{id}</code>
      <ProgressBar label={`Layer ${id}`} donePct={isDone ? 100 : partPct(part)} />
      <span>{detail}</span>
      <span className={style['partBytes']}>
        {totalBytes === undefined
          ? status === 'waiting'
            ? ''
            : formatByteSize(doneBytes)
          : `${formatByteSize(doneBytes)} of ${formatByteSize(totalBytes)}`}
      </span>
    </li>
  );
}

/** A part that waits has done nothing; one whose size is not known moves, and claims nothing. */
function partPct({ status, doneBytes = 0, totalBytes }: TaskPart): number | undefined {
  if (status === 'waiting') return 0;
  return totalBytes === undefined || totalBytes === 0 ? undefined : (doneBytes / totalBytes) * 100;
}

function TaskTime({ task }: { readonly task: Task }): React.JSX.Element {
  const { startedAtMs, endedAtMs } = task;
  if (endedAtMs !== undefined) return <>{formatDuration(endedAtMs - startedAtMs)}</>;
  return <LiveText textAt={(nowMs) => formatElapsed(nowMs - startedAtMs)} />;
}

/** Share done in per cent, as told or as the bytes say; undefined while it cannot be known. */
function sharePctOf({ donePct, doneBytes, totalBytes }: Task): number | undefined {
  if (donePct !== undefined || doneBytes === undefined || !totalBytes) return donePct;
  return Math.min(100, (doneBytes / totalBytes) * 100);
}

function figuresOf(task: Task): string {
  const { status, doneBytes, totalBytes } = task;
  const sharePct = status === 'running' ? sharePctOf(task) : undefined;
  const share = sharePct === undefined ? '' : `${Math.floor(sharePct)} %`;
  if (doneBytes === undefined) return share;
  const done = formatByteSize(doneBytes);
  const bytes = totalBytes === undefined ? done : `${done} of ${formatByteSize(totalBytes)}`;
  return [bytes, share, rateOf(task), remainingOf(task)].filter((part) => part !== '').join(' · ');
}

function rateOf({ status, bytesPerSecond }: Task): string {
  if (status !== 'running' || bytesPerSecond === undefined) return '';
  return `${formatByteSize(bytesPerSecond)}/s`;
}

/** At the rate of the last seconds; of what stands still nothing can be said. */
function remainingOf({ status, bytesPerSecond = 0, doneBytes = 0, totalBytes }: Task): string {
  if (status !== 'running' || totalBytes === undefined || bytesPerSecond <= 0) return '';
  const leftBytes = totalBytes - doneBytes;
  return leftBytes <= 0 ? '' : `${formatElapsed((leftBytes / bytesPerSecond) * 1000)} left`;
}

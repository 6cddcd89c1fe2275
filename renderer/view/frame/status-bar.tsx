import ListChecks from 'lucide-react/icons/list-checks';
import type { Task } from '../../../shared/contract/task.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { useEngineStore } from '../../store/engine-store.ts';
import { toggleTasks, useTaskStore } from '../../store/task-store.ts';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import { StateMark } from '../../widget/state-mark/state-mark.tsx';
import { engineMark, engineWhere } from '../engine/engine-words.ts';
import style from './status-bar.module.css';

/** What holds for the whole window: the engine's state and the work under way. */
export function StatusBar(): React.JSX.Element {
  const state = useEngineStore((store) => store.state);
  const { tone, word, isMoving } = engineMark(state);
  const address = state.address;
  return (
    <footer className="status-bar" aria-label="Status bar">
      <output aria-label="Engine" className={style['item']}>
        <StateMark tone={tone} isMoving={isMoving}>
          {word}
        </StateMark>
      </output>
      {state.kind === 'connected' && (
        <span
          className={style['item']}
          data-tip={`${state.operatingSystem}, API ${state.apiVersion}`}
        >
          Engine {state.version} on {state.name}
        </span>
      )}
      {address !== undefined && (
        <span className={style['item']} data-tip={`${address.url} (from ${address.source})`}>
          {engineWhere(address)}
        </span>
      )}
      <TasksButton />
    </footer>
  );
}

function TasksButton(): React.JSX.Element {
  const tasks = useTaskStore((store) => store.tasks);
  const isPanelOpen = useTaskStore((store) => store.isPanelOpen);
  return (
    <button
      type="button"
      className={style['tasks']}
      aria-expanded={isPanelOpen}
      onClick={() => toggleTasks()}
    >
      {tasks.some(({ status }) => status === 'running') ? (
        <Spinner />
      ) : (
        <ListChecks size={14} aria-hidden="true" />
      )}
      {tasksText(tasks)}
    </button>
  );
}

function tasksText(tasks: readonly Task[]): string {
  const running = tasks.filter(({ status }) => status === 'running');
  const failedCount = tasks.filter(({ status }) => status === 'failed').length;
  const [first] = running;
  if (first !== undefined) {
    const share = first.donePct === undefined ? '' : ` · ${Math.floor(first.donePct)} %`;
    return running.length === 1 ? `1 task running${share}` : `${running.length} tasks running`;
  }
  return failedCount > 0 ? `${formatPlural(failedCount, 'task')} failed` : 'No tasks running';
}

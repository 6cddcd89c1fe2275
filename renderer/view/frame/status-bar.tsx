import ListChecks from 'lucide-react/icons/list-checks';
import Search from 'lucide-react/icons/search';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import type { Task } from '../../../shared/contract/task.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { useEngineStore } from '../../store/engine-store.ts';
import { toggleTasks, useTaskStore } from '../../store/task-store.ts';
import { togglePalette } from '../../store/palette-store.ts';
import { toggleTerminals, useTerminalPanelStore } from '../../store/terminal-panel-store.ts';
import { useTerminalStore } from '../../store/terminal-store.ts';
import { writeChord } from '../../widget/key-chord/key-chord.ts';
import { Spinner } from '../../widget/spinner/spinner.tsx';
import { StateMark } from '../../widget/state-mark/state-mark.tsx';
import { keysOf } from '../terminals/terminal-keys.ts';
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
      <span className={style['end']}>
        <CommandsButton />
        <TerminalsButton />
        <TasksButton />
      </span>
    </footer>
  );
}

function CommandsButton(): React.JSX.Element {
  return (
    <button
      type="button"
      className={style['panelButton']}
      aria-haspopup="dialog"
      data-tip={`Everything that can be done, by typing a few letters (${writeChord(keysOf('palette'))})`}
      onClick={() => togglePalette(true)}
    >
      <Search size={13} aria-hidden="true" />
      Commands
    </button>
  );
}

function TerminalsButton(): React.JSX.Element {
  const count = useTerminalStore(({ sessions }) => sessions?.length ?? 0);
  const isOpen = useTerminalPanelStore((store) => store.isOpen);
  return (
    <button
      type="button"
      className={style['panelButton']}
      aria-expanded={isOpen}
      data-tip={`Terminals (${writeChord(keysOf('toggle'))})`}
      onClick={() => toggleTerminals()}
    >
      <SquareTerminal size={14} aria-hidden="true" />
      {count === 0 ? 'No terminals' : formatPlural(count, 'terminal')}
    </button>
  );
}

function TasksButton(): React.JSX.Element {
  const tasks = useTaskStore((store) => store.tasks);
  const isPanelOpen = useTaskStore((store) => store.isPanelOpen);
  return (
    <button
      type="button"
      className={style['panelButton']}
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

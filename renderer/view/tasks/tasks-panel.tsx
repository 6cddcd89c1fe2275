import X from 'lucide-react/icons/x';
import { useTaskStore, clearEndedTasks, toggleTasks } from '../../store/task-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { IconButton } from '../../widget/button/icon-button.tsx';
import { TaskRow } from './task-row.tsx';
import style from './tasks-panel.module.css';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';

/** Pulls and other long work: what is under way and what became of it. */
export function TasksPanel(): React.JSX.Element | null {
  const { tasks, isPanelOpen, cancelling } = useTaskStore();
  if (!isPanelOpen) return null;
  const hasEnded = tasks.some(({ status }) => status !== 'running');
  return (
    <section aria-label="Tasks" className={style['panel']}>
      <div className={style['head']}>
        <h2>Tasks</h2>
        <span className={style['headActions']}>
          {hasEnded && (
            <Button look="quiet" onPress={() => void clearEndedTasks()}>
              Clear ended
            </Button>
          )}
          <IconButton
            label="Close tasks"
            icon={<X size={15} aria-hidden="true" />}
            onPress={() => toggleTasks(false)}
          />
        </span>
      </div>
      {tasks.length === 0 ? (
        <p className={style['empty']}>
          Nothing is under way. Pulls and image builds appear here, and go on when you look away.
        </p>
      ) : (
        <ScrollBox label="All tasks" className={style['list']}>
          <ul>
            {tasks.map((task) => (
              <TaskRow key={task.id} task={task} isCancelling={cancelling.has(task.id)} />
            ))}
          </ul>
        </ScrollBox>
      )}
    </section>
  );
}

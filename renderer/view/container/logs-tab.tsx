import { useEffect, useRef, useState } from 'react';
import type { ContainerState } from '../../../shared/contract/container.ts';
import type { ContainerLog } from '../../store/log/container-log.ts';
import { useContainerLog, useLogVersion } from '../../store/use-container-log.ts';
import { Button } from '../../widget/button/button.tsx';
import { LogPane } from '../../widget/log-pane/log-pane.tsx';
import style from './container-screen.module.css';
import { LogsBar } from './logs-bar.tsx';
import { LogsFoot } from './logs-foot.tsx';
import { useLogSearch } from './use-log-search.ts';

interface LogsTabProps {
  readonly id: string;
  /** Absent while the container is not known. */
  readonly state: ContainerState | undefined;
}

/** The container's log: its last lines, then what follows. */
export function LogsTab({ id, state }: LogsTabProps): React.JSX.Element {
  const log = useContainerLog(id);
  const version = useLogVersion(log);
  const [isFollowing, setFollowing] = useState(true);
  const [isWrapped, setWrapped] = useState(false);
  const search = useLogSearch(log.lines, version);
  useFollowRestart(log, state);
  const isEmpty = log.lines.lineCount === 0;
  return (
    <div className={style['logs']}>
      <LogsBar
        log={log}
        search={search}
        isWrapped={isWrapped}
        onWrap={setWrapped}
        onStep={() => setFollowing(false)}
      />
      <div className={style['logArea']}>
        <LogPane
          label="Log"
          lines={log.lines}
          version={version}
          isWrapped={isWrapped}
          isFollowing={isFollowing}
          onFollow={setFollowing}
          query={search.query}
          currentMatch={search.currentLine}
        />
        {isEmpty && <p className={style['logEmpty']}>{emptyText(log)}</p>}
        {!isFollowing && (
          <div className={style['jump']}>
            <Button onPress={() => setFollowing(true)}>Jump to end</Button>
          </div>
        )}
      </div>
      <LogsFoot log={log} state={state} />
    </div>
  );
}

function emptyText(log: ContainerLog): string {
  if (log.state.kind === 'opening') return 'Opening the log…';
  if (log.state.kind === 'failed') return '';
  return 'Nothing was written yet.';
}

/** A container that was started again goes on writing: its log is opened again. */
function useFollowRestart(log: ContainerLog, state: ContainerState | undefined): void {
  const before = useRef(state);
  useEffect(() => {
    const hasStarted = state === 'running' && before.current !== 'running';
    before.current = state;
    if (hasStarted && log.state.kind === 'ended') log.restart();
  }, [log, state]);
}

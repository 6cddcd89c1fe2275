import { useEffect, useId, useState } from 'react';
import type { Exec } from '../../../shared/contract/exec.ts';
import { formatElapsed } from '../../../shared/value/duration.ts';
import { endExec, followExecs, refreshExecs, useExecStore } from '../../store/exec-store.ts';
import { lastValueOf } from '../../store/loadable.ts';
import { showTerminal } from '../../store/terminal-panel-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { FailureNote } from '../../widget/failure-note/failure-note.tsx';
import { LiveText } from '../../widget/live-text/live-text.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { useOverlay } from '../terminals/use-overlay.ts';
import style from './exec-section.module.css';

interface ExecSectionProps {
  readonly containerId: string;
  readonly containerName: string;
}

/** Programs that clients began in a container that runs, Berth's own lost shells among them, and the way to end them. */
export function ExecSection({ containerId, containerName }: ExecSectionProps): React.JSX.Element {
  const execs = useExecStore((store) => store.execs);
  const [asked, setAsked] = useState<Exec>();
  const id = useId();
  useEffect(() => followExecs(containerId), [containerId]);
  const known = lastValueOf(execs);
  return (
    <section className={style['section']} aria-labelledby={id}>
      <div className={style['head']}>
        <h2 id={id}>Shells and other execs</h2>
        <Button look="quiet" onPress={() => void refreshExecs(containerId)}>
          Read again
        </Button>
      </div>
      {execs.kind === 'failed' && (
        <FailureNote lead="They could not be read." failure={execs.failure} />
      )}
      {known?.execs.length === 0 && (
        <p className={style['none']}>Nothing that was begun from outside runs in it.</p>
      )}
      {known !== undefined && known.execs.length > 0 && (
        <ul aria-label="Shells and other execs" className={style['list']}>
          {known.execs.map((exec) => (
            <ExecRow
              key={exec.id}
              exec={exec}
              ageUnknown={known.ageUnknown}
              onEnd={() => setAsked(exec)}
            />
          ))}
        </ul>
      )}
      {asked !== undefined && (
        <EndDialog
          exec={asked}
          containerName={containerName}
          onClose={() => setAsked(undefined)}
          onEnd={() => {
            setAsked(undefined);
            void endExec(containerId, asked);
          }}
        />
      )}
    </section>
  );
}

interface ExecRowProps {
  readonly exec: Exec;
  readonly ageUnknown: string | undefined;
  readonly onEnd: () => void;
}

function ExecRow({ exec, ageUnknown, onEnd }: ExecRowProps): React.JSX.Element {
  const isEnding = useExecStore(({ ending }) => ending.has(exec.id));
  const { origin } = exec;
  return (
    <li className={style['row']}>
      <div className={style['what']}>
        <code className="selectable">{exec.command}</code>
        <p className={style['facts']}>
          {originWords(exec)}, <Age exec={exec} ageUnknown={ageUnknown} />, host PID{' '}
          {exec.hostProcessId}
        </p>
      </div>
      {origin.kind === 'open-terminal' && (
        <Button onPress={() => showTerminal(origin.sessionId)}>Show</Button>
      )}
      <Button isBusy={isEnding} onPress={onEnd}>
        End
      </Button>
    </li>
  );
}

function Age({ exec, ageUnknown }: Omit<ExecRowProps, 'onEnd'>): React.JSX.Element {
  const readAtMs = useExecStore((store) => store.readAtMs);
  const { ageSeconds } = exec;
  if (ageSeconds === undefined) {
    return <span data-tip={ageUnknown}>age unknown: the engine does not say</span>;
  }
  const sinceMs = readAtMs - ageSeconds * 1000;
  return <LiveText textAt={(nowMs) => `${formatElapsed(nowMs - sinceMs)} old`} />;
}

interface EndDialogProps {
  readonly exec: Exec;
  readonly containerName: string;
  readonly onClose: () => void;
  readonly onEnd: () => void;
}

/** Names exactly what goes. */
function EndDialog({ exec, containerName, onClose, onEnd }: EndDialogProps): React.JSX.Element {
  useOverlay();
  return (
    <Modal
      title="End this program?"
      closeLabel="Cancel"
      onClose={onClose}
      action={
        <Button look="danger" onPress={onEnd}>
          End
        </Button>
      }
    >
      <p>
        <code>{exec.command}</code> in <b>{containerName}</b>, {originWords(exec)}, is told to end,
        and killed where it does not. What it was doing and did not save is lost.
      </p>
      <p className={style['facts']}>
        {exec.origin.kind === 'open-terminal' ? 'Its tab closes. ' : ''}The container itself goes
        on.
      </p>
    </Modal>
  );
}

function originWords({ origin, hasTty }: Exec): string {
  switch (origin.kind) {
    case 'open-terminal':
      return 'a terminal that is open here';
    case 'lost-terminal':
      return 'a terminal of Berth that is not open here';
    case 'other':
      return hasTty ? 'begun by another program, on a terminal' : 'begun by another program';
  }
}

import { useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { startRecording } from '../../store/recording-store.ts';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { TerminalModal } from './terminal-modal.tsx';
import style from './terminals-panel.module.css';

interface RecordDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** Says what a recording holds before one begins. */
export function RecordDialog({ session, onClose }: RecordDialogProps): React.JSX.Element {
  const [hasInput, setHasInput] = useState(false);
  return (
    <TerminalModal
      title={`Record the terminal in ${session.containerName}?`}
      onClose={onClose}
      action={{ label: 'Choose a file', run: () => void startRecording(session, hasInput) }}
    >
      <p>
        All that this terminal shows is written to a file, from the screen as it is now, until you
        stop it: 64 MiB at most.
      </p>
      <CheckToggle isOn={hasInput} onChange={setHasInput}>
        Record what is typed too
      </CheckToggle>
      {hasInput && (
        <p className={style['warning']}>
          Everything that is typed is recorded, passwords included, also where the screen does not
          show them.
        </p>
      )}
    </TerminalModal>
  );
}

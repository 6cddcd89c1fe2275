import { lazy, Suspense } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { useRecordingStore } from '../../store/recording-store.ts';
import { RecordDialog } from './record-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { TerminalSettingsDialog } from './terminal-settings-dialog.tsx';
import type { MenuDialog } from './tools-menu.tsx';

// It draws with the terminal's own code, which comes with the first terminal.
const PlayerDialog = lazy(async () => ({
  default: (await import('./player-dialog.tsx')).PlayerDialog,
}));

interface TerminalDialogProps {
  readonly dialog: MenuDialog | undefined;
  readonly active: Session | undefined;
  readonly onClose: () => void;
}

/** What the tools' menu led to, or the recording that is played. */
export function TerminalDialog({
  dialog,
  active,
  onClose,
}: TerminalDialogProps): React.JSX.Element | null {
  const hasRecording = useRecordingStore(({ open }) => open !== undefined);
  if (hasRecording) {
    return (
      <Suspense fallback={null}>
        <PlayerDialog />
      </Suspense>
    );
  }
  if (dialog === 'settings') return <TerminalSettingsDialog onClose={onClose} />;
  if (active === undefined) return null;
  if (dialog === 'rename') return <RenameDialog session={active} onClose={onClose} />;
  if (dialog === 'record') return <RecordDialog session={active} onClose={onClose} />;
  return null;
}

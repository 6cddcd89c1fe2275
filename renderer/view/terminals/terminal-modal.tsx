import type { ReactNode, RefObject } from 'react';
import { focusTerminal } from '../../store/terminal-panel-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { Modal } from '../../widget/modal/modal.tsx';
import { useOverlay } from './use-overlay.ts';

interface TerminalModalProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** Has the focus at first; without it, the button that leaves. */
  readonly focusFirst?: RefObject<HTMLElement | null>;
  /** What is asked about: the words of the button, and what it does. Without it there is nothing to cancel. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** A question or a sheet about the chosen terminal, which has the keyboard afterwards. */
export function TerminalModal({
  title,
  children,
  onClose,
  focusFirst,
  action,
}: TerminalModalProps): React.JSX.Element {
  useOverlay();
  const leave = (): void => {
    onClose();
    focusTerminal();
  };
  return (
    <Modal
      title={title}
      closeLabel={action === undefined ? 'Done' : 'Cancel'}
      onClose={leave}
      returnFocusTo={() => false}
      {...(focusFirst !== undefined && { focusFirst })}
      action={
        action && (
          <Button
            look="primary"
            onPress={() => {
              leave();
              action.run();
            }}
          >
            {action.label}
          </Button>
        )
      }
    >
      {children}
    </Modal>
  );
}

import { Dialog } from '@base-ui/react/dialog';
import { useRef, type ReactNode, type RefObject } from 'react';
import { classNames } from '../class-names.ts';
import { Button } from '../button/button.tsx';
import style from './modal.module.css';

interface ModalProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** The words of the button that leaves without doing anything. */
  readonly closeLabel: string;
  /** Has the focus at first; without it, the button that leaves. */
  readonly focusFirst?: RefObject<HTMLElement | null>;
  /** The button that does it. */
  readonly action?: ReactNode;
  /** For what is looked at rather than answered. */
  readonly isWide?: boolean;
  /** Gets the focus back; without it, what had it before. A function says at the end whether that still holds. */
  readonly returnFocusTo?: RefObject<HTMLElement | null> | (() => boolean);
}

/** A question or a sheet above the window. Escape and a press outside leave it. */
export function Modal({
  title,
  children,
  onClose,
  closeLabel,
  focusFirst,
  action,
  isWide = false,
  returnFocusTo,
}: ModalProps): React.JSX.Element {
  const closeButton = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={style['backdrop']} />
        <Dialog.Popup
          className={classNames(style['popup'], isWide && style['wide'])}
          initialFocus={focusFirst ?? closeButton}
          finalFocus={returnFocusTo ?? true}
        >
          <Dialog.Title className={style['title']}>{title}</Dialog.Title>
          <div className={style['body']}>{children}</div>
          <div className={style['foot']}>
            <Button ref={closeButton} onPress={onClose}>
              {closeLabel}
            </Button>
            {action}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

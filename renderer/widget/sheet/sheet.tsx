import { Dialog } from '@base-ui/react/dialog';
import X from 'lucide-react/icons/x';
import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import style from './sheet.module.css';

interface SheetProps {
  readonly title: string;
  /** Stands beside the title, in softer words. */
  readonly about?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** One line below everything. */
  readonly foot?: ReactNode;
  readonly onClose: () => void;
}

/** Something large that is looked at above the window. Escape and a press outside leave it. */
export function Sheet({
  title,
  about,
  actions,
  children,
  foot,
  onClose,
}: SheetProps): React.JSX.Element {
  const content = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={style['backdrop']} />
        <Dialog.Popup
          className={style['sheet']}
          initialFocus={content}
          // What was looked at may have moved the focus on its own.
          finalFocus={() => (before instanceof HTMLElement && before.isConnected ? before : true)}
        >
          <header className={style['head']}>
            <div className={style['titles']}>
              <Dialog.Title className={style['title']}>{title}</Dialog.Title>
              {about !== undefined && <div className={style['about']}>{about}</div>}
            </div>
            <div className={style['actions']}>
              {actions}
              <IconButton
                label="Close"
                icon={<X size={16} aria-hidden="true" />}
                onPress={onClose}
              />
            </div>
          </header>
          <div ref={content} tabIndex={-1} className={style['content']}>
            {children}
          </div>
          {foot !== undefined && <footer className={style['foot']}>{foot}</footer>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

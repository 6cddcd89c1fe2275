import { Menu } from '@base-ui/react/menu';
import { Fragment, useMemo, type ReactNode } from 'react';
import { ariaChord, writeChord } from '../key-chord/key-chord.ts';
import style from './row-menu.module.css';

/** One thing that can be done. */
export interface MenuEntry {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onChoose: () => void;
  /** Why it cannot be chosen now. */
  readonly refusal?: string | undefined;
  readonly isDangerous?: boolean;
  /** The chord that does the same. */
  readonly keys?: string;
  /** Whether a line parts it from what comes before. */
  readonly startsGroup?: boolean;
}

interface RowMenuProps {
  /** What the menu is about: its accessible name. */
  readonly label: string;
  /** An element, or a point of the window in CSS pixels. */
  readonly at: Element | { readonly x: number; readonly y: number };
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
  /** Gets the focus back; `false` where that is seen to already. */
  readonly returnFocusTo: () => HTMLElement | null | false;
}

/** What can be done with one row. One menu serves a whole table. */
export function RowMenu({
  label,
  at,
  entries,
  onClose,
  returnFocusTo,
}: RowMenuProps): React.JSX.Element {
  const anchor = useMemo(
    () => (at instanceof Element ? at : { getBoundingClientRect: () => new DOMRect(at.x, at.y) }),
    [at],
  );
  return (
    <Menu.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          side="bottom"
          align={at instanceof Element ? 'end' : 'start'}
          sideOffset={4}
          className={style['positioner']}
        >
          <Menu.Popup className={style['popup']} aria-label={label} finalFocus={returnFocusTo}>
            {entries.map((entry) => (
              <Fragment key={entry.label}>
                {entry.startsGroup === true && <Menu.Separator className={style['line']} />}
                <Entry entry={entry} />
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }): React.JSX.Element {
  return (
    <Menu.Item
      className={style['item']}
      disabled={entry.refusal !== undefined}
      data-danger={entry.isDangerous === true || undefined}
      data-tip={entry.refusal}
      aria-keyshortcuts={entry.keys && ariaChord(entry.keys)}
      onClick={entry.onChoose}
    >
      {entry.icon}
      {entry.label}
      {entry.keys !== undefined && (
        <kbd aria-hidden="true" className={style['keys']}>
          {writeChord(entry.keys)}
        </kbd>
      )}
    </Menu.Item>
  );
}

import { useEffect, useState } from 'react';
import type { Session } from '../../../shared/contract/terminal.ts';
import { markBellsSeen } from '../../store/terminal-bell-store.ts';
import style from './terminals-panel.module.css';

/** Flashes round a terminal whose program rings the bell; that it rang is seen then. */
export function BellMark({ session }: { readonly session: Session }): React.JSX.Element | null {
  const [heardBefore] = useState(session.bellCount);
  useEffect(() => markBellsSeen([session]), [session]);
  if (session.bellCount === heardBefore) return null;
  // Another key is another element: its motion begins anew.
  return <div key={session.bellCount} aria-hidden="true" className={style['bell']} />;
}

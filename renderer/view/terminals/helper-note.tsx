import type { Session } from '../../../shared/contract/terminal.ts';
import { useHelperStore } from '../../store/helper-store.ts';
import style from './helper-note.module.css';

/** Says of a helper's terminal what it stands in; nothing for every other. */
export function HelperNote({ session }: { readonly session: Session }): React.JSX.Element | null {
  const helper = useHelperStore(({ helpers }) =>
    helpers.find(({ sessionId }) => sessionId === session.id),
  );
  if (helper === undefined) return null;
  return (
    <output className={style['note']}>
      Helper from {helper.image}, beside {helper.targetName}: its files are in <code>/target</code>.
      It goes when this terminal is closed.
    </output>
  );
}

/** Says on a container's page that helpers stand beside it: no list shows them. */
export function HelpersOf({ targetId }: { readonly targetId: string }): React.JSX.Element | null {
  const helpers = useHelperStore((store) => store.helpers);
  const own = helpers.filter((helper) => helper.targetId === targetId);
  if (own.length === 0) return null;
  const images = own.map(({ image }) => image).join(', ');
  return (
    <output className={style['note']}>
      {own.length === 1 ? 'A helper of Berth’s stands' : `${own.length} helpers of Berth’s stand`}{' '}
      beside it, from {images}, with a terminal below. No list shows it.
    </output>
  );
}

import type { Helper } from '../../../shared/contract/helper.ts';
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
      <PlaceWords helper={helper} /> It goes when this terminal is closed.
      {helper.isWithoutDevices && ' It has no GPUs: the engine could not hand them out.'}
    </output>
  );
}

function PlaceWords({ helper }: { readonly helper: Helper }): React.JSX.Element {
  const { place, image, targetName } = helper;
  const target = <code>/target</code>;
  switch (place) {
    case 'beside':
      return (
        <>
          Helper from {image}, beside {targetName}: its files are in {target}.
        </>
      );
    case 'copy':
      return (
        <>
          A copy of {targetName}, which is not running: changes do not reach it, but those in its
          volumes do.
        </>
      );
    case 'copied-files':
      return (
        <>
          Helper from {image}: a copy of the files of {targetName}, which is not running, is in{' '}
          {target}. Changes do not reach it, but those in <code>/volumes</code> do.
        </>
      );
  }
}

/** Says on a container's page that helpers stand beside it: no list shows them. */
export function HelpersOf({ targetId }: { readonly targetId: string }): React.JSX.Element | null {
  const helpers = useHelperStore((store) => store.helpers);
  const own = helpers.filter((helper) => helper.targetId === targetId);
  if (own.length === 0) return null;
  return (
    <output className={style['note']}>
      {own.length === 1 ? 'A helper of Berth’s stands' : `${own.length} helpers of Berth’s stand`}{' '}
      for it, with a terminal below. No list shows it.
    </output>
  );
}

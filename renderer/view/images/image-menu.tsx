import Copy from 'lucide-react/icons/copy';
import Download from 'lucide-react/icons/download';
import GitFork from 'lucide-react/icons/git-fork';
import History from 'lucide-react/icons/history';
import Save from 'lucide-react/icons/save';
import Tag from 'lucide-react/icons/tag';
import Trash2 from 'lucide-react/icons/trash-2';
import { useIsEngineLive } from '../../store/engine-store.ts';
import { saveImages } from '../../store/image-archive.ts';
import { askTag } from '../../store/image-tag-store.ts';
import { askPull } from '../../store/image-pull-store.ts';
import { askImageRemoval } from '../../store/image-removal-store.ts';
import { notifyInfo } from '../../store/notice-store.ts';
import { goTo, imagePlace } from '../../store/place-store.ts';
import { copyText } from '../../widget/copy-button/copy-text.ts';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { RowMenu, type MenuEntry } from '../../widget/row-menu/row-menu.tsx';
import type { NameLine } from './image-lines.ts';
import { referenceWords } from './image-words.ts';

interface ImageMenuProps {
  readonly line: NameLine;
  readonly at: MenuPlace;
  readonly onClose: () => void;
  readonly returnFocusTo: () => HTMLElement | null;
}

/** Everything that can be done with one image by one of its names. */
export function ImageMenu({ line, at, onClose, returnFocusTo }: ImageMenuProps): React.JSX.Element {
  const refusal = useIsEngineLive() ? undefined : 'The engine is not connected';
  return (
    <RowMenu
      label={`Actions for ${referenceWords(line.reference)}`}
      at={at}
      onClose={onClose}
      returnFocusTo={returnFocusTo}
      entries={[
        ...wayEntries(line),
        ...pullEntries(line, refusal),
        ...nameEntries(line, refusal),
        ...copyEntries(line),
        ...removalEntries(line, refusal),
      ]}
    />
  );
}

function wayEntries({ image }: NameLine): readonly MenuEntry[] {
  return [
    {
      label: 'History',
      icon: <History size={14} aria-hidden="true" />,
      onChoose: () => goTo(imagePlace(image.id)),
    },
    {
      label: 'Used by',
      icon: <GitFork size={14} aria-hidden="true" />,
      onChoose: () => goTo(imagePlace(image.id, 'users')),
    },
  ];
}

/** What a name can be asked for again at its registry; a bare digest would bring the same. */
function pullEntries(
  { reference, tag }: NameLine,
  refusal: string | undefined,
): readonly MenuEntry[] {
  if (tag === undefined) return [];
  return [
    {
      label: 'Pull again…',
      icon: <Download size={14} aria-hidden="true" />,
      refusal,
      onChoose: () => askPull(reference),
    },
  ];
}

function nameEntries(
  { reference, image }: NameLine,
  refusal: string | undefined,
): readonly MenuEntry[] {
  return [
    {
      label: 'Tag…',
      icon: <Tag size={14} aria-hidden="true" />,
      refusal,
      onChoose: () => askTag({ imageId: image.id, reference }),
    },
    {
      label: 'Save…',
      icon: <Save size={14} aria-hidden="true" />,
      refusal,
      onChoose: () => void saveImages([reference]),
    },
  ];
}

function copyEntries({ reference, image }: NameLine): readonly MenuEntry[] {
  return [
    {
      label: 'Copy name',
      icon: <Copy size={14} aria-hidden="true" />,
      onChoose: () => void copy(reference, 'The name'),
    },
    {
      label: 'Copy ID',
      icon: <Copy size={14} aria-hidden="true" />,
      onChoose: () => void copy(image.id, 'The ID'),
    },
  ];
}

function removalEntries(
  { reference, image }: NameLine,
  refusal: string | undefined,
): readonly MenuEntry[] {
  return [
    {
      label: 'Remove',
      icon: <Trash2 size={14} aria-hidden="true" />,
      refusal,
      isDangerous: true,
      onChoose: () =>
        void askImageRemoval({ kind: 'names', names: [{ imageId: image.id, reference }] }),
    },
  ];
}

async function copy(text: string, what: string): Promise<void> {
  notifyInfo((await copyText(text)) ? `${what} was copied.` : `${what} could not be copied.`);
}

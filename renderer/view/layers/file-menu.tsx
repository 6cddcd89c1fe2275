import Copy from 'lucide-react/icons/copy';
import Eye from 'lucide-react/icons/eye';
import GitCompare from 'lucide-react/icons/git-compare-arrows';
import Pin from 'lucide-react/icons/pin';
import Save from 'lucide-react/icons/save';
import type { TreeRow } from '../../../shared/contract/layer.ts';
import { useIsEngineLive } from '../../store/engine-store.ts';
import {
  compareFiles,
  pickFile,
  saveFile,
  useFileViewerStore,
  viewFile,
} from '../../store/layer/file-viewer-store.ts';
import { subjectOf } from '../../store/layer/row-subject.ts';
import { notifyInfo } from '../../store/notice-store.ts';
import { copyText } from '../../widget/copy-button/copy-text.ts';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { RowMenu, type MenuEntry } from '../../widget/row-menu/row-menu.tsx';

interface FileMenuProps {
  readonly row: TreeRow;
  readonly at: MenuPlace;
  readonly onClose: () => void;
  readonly returnFocusTo: () => HTMLElement | null;
}

/** Everything that can be done with one file of the tree. */
export function FileMenu({ row, at, onClose, returnFocusTo }: FileMenuProps): React.JSX.Element {
  const refusal = useIsEngineLive() ? undefined : 'The engine is not connected';
  return (
    <RowMenu
      label={`Actions for ${row.name}`}
      at={at}
      onClose={onClose}
      returnFocusTo={returnFocusTo}
      entries={[...fileEntries(row, refusal), copyEntry(row)]}
    />
  );
}

function fileEntries(row: TreeRow, refusal: string | undefined): readonly MenuEntry[] {
  const subject = subjectOf(row);
  if (subject === undefined || (row.kind !== 'file' && row.kind !== 'hardlink')) return [];
  const { picked } = useFileViewerStore.getState();
  return [
    {
      label: 'Open',
      icon: <Eye size={14} aria-hidden="true" />,
      keys: 'Enter',
      refusal,
      onChoose: () => viewFile(subject),
    },
    {
      label: 'Save…',
      icon: <Save size={14} aria-hidden="true" />,
      refusal,
      onChoose: () => void saveFile(subject),
    },
    {
      label: 'Pick for comparing',
      icon: <Pin size={14} aria-hidden="true" />,
      onChoose: () => {
        pickFile(subject);
        notifyInfo(`${row.name} is picked. Choose “Compare” on another file, here or elsewhere.`);
      },
    },
    ...(picked === undefined
      ? []
      : [
          {
            label: `Compare with ${picked.path.split('/').at(-1) ?? ''}`,
            icon: <GitCompare size={14} aria-hidden="true" />,
            refusal,
            onChoose: () => compareFiles(picked, subject),
          },
        ]),
  ];
}

function copyEntry({ name }: TreeRow): MenuEntry {
  return {
    label: 'Copy name',
    icon: <Copy size={14} aria-hidden="true" />,
    onChoose: () =>
      void copyText(name).then((isCopied) =>
        notifyInfo(isCopied ? 'The name was copied.' : 'The name could not be copied.'),
      ),
  };
}

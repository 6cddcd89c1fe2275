import File from 'lucide-react/icons/file';
import Folder from 'lucide-react/icons/folder';
import HardDrive from 'lucide-react/icons/hard-drive';
import Link from 'lucide-react/icons/link-2';
import Symlink from 'lucide-react/icons/corner-down-right';
import { memo } from 'react';
import type { EntryKind } from '../../../shared/contract/layer.ts';
import style from './file-tree.module.css';

/** What kind of entry it is; its row says it in words to who does not see it. */
export const FileIcon = memo(function FileIcon({
  kind,
}: {
  readonly kind: EntryKind;
}): React.JSX.Element {
  switch (kind) {
    case 'directory':
      return <Folder size={15} aria-hidden="true" className={style['folderIcon']} />;
    case 'symlink':
      return <Symlink size={14} aria-hidden="true" className={style['fileIcon']} />;
    case 'hardlink':
      return <Link size={14} aria-hidden="true" className={style['fileIcon']} />;
    case 'character-device':
    case 'block-device':
      return <HardDrive size={14} aria-hidden="true" className={style['fileIcon']} />;
    case 'file':
    case 'fifo':
    case 'other':
      return <File size={14} aria-hidden="true" className={style['fileIcon']} />;
  }
});

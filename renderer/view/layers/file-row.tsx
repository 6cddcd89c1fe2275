import ChevronRight from 'lucide-react/icons/chevron-right';
import { memo, type MouseEvent } from 'react';
import type { TreeRow } from '../../../shared/contract/layer.ts';
import { closeFolder, selectFile } from '../../store/layer/file-tree-store.ts';
import { classNames } from '../../widget/class-names.ts';
import { Skeleton } from '../../widget/skeleton/skeleton.tsx';
import { FileIcon } from './file-icon.tsx';
import { openRow } from './file-tree-keys.ts';
import style from './file-tree.module.css';
import { fileLabel, MARK_LETTERS, MARK_WORDS, modeWords, sizeWords } from './layer-words.ts';

/** Each level's share of the line, in CSS pixels: a chevron's width. */
const INDENT_PX = 16;

interface FileRowProps {
  readonly domId: string;
  /** Absent while it is on its way. */
  readonly row: TreeRow | undefined;
  /** The folder that holds it, and its place there. */
  readonly folder: number;
  readonly index: number;
  readonly depth: number;
  readonly setSize: number;
  readonly folderBytes: number;
  readonly isOpen: boolean;
  readonly isCurrent: boolean;
  readonly topPx: number;
}

/** One line of the tree. */
export const FileRow = memo(function FileRow(props: FileRowProps): React.JSX.Element {
  const { domId, row, folder, index, depth, isOpen, isCurrent } = props;
  const canOpen = row !== undefined && row.childCount > 0;
  const toggle = (): void => {
    if (row !== undefined && isOpen) closeFolder(row.node);
    else openRow(folder, index);
  };
  return (
    // The keys of a line are those of its tree, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={domId}
      role="treeitem"
      aria-label={row === undefined ? 'On its way' : fileLabel(row)}
      aria-level={depth + 1}
      aria-posinset={index + 1}
      aria-setsize={props.setSize}
      aria-expanded={canOpen ? isOpen : undefined}
      aria-selected={isCurrent}
      className={classNames(
        style['row'],
        isCurrent && style['current'],
        row !== undefined && style[row.mark],
      )}
      style={{ top: props.topPx }}
      onPointerDown={() => void selectFile(folder, index)}
      onClick={(event) => {
        if (isOnChevron(event)) toggle();
      }}
      onDoubleClick={(event) => {
        if (!isOnChevron(event)) toggle();
      }}
    >
      <span className={style['name']} style={{ paddingLeft: depth * INDENT_PX }}>
        <span
          data-toggles={canOpen}
          className={classNames(style['chevron'], isOpen && style['open'])}
        >
          {canOpen && <ChevronRight size={14} aria-hidden="true" />}
        </span>
        {row === undefined ? <Skeleton widthPx={140} /> : <FileName row={row} />}
      </span>
      {row !== undefined && <FileFacts row={row} folderBytes={props.folderBytes} />}
    </div>
  );
});

/** The chevron takes single clicks, the rest of the line double ones. */
function isOnChevron({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('[data-toggles=true]') !== null;
}

function FileName({ row }: { readonly row: TreeRow }): React.JSX.Element {
  return (
    <>
      <FileIcon kind={row.kind} />
      <span className={style['words']}>{row.name}</span>
      {row.linkTarget !== undefined && <span className={style['link']}>→ {row.linkTarget}</span>}
      {row.flags.includes('set-id') && (
        <span className={style['flag']} data-tip="Runs with the rights of its owner or group">
          set-id
        </span>
      )}
      {row.flags.includes('opaque') && (
        <span
          className={style['flag']}
          data-tip="It replaces the folder of the layers below with all that was in it"
        >
          replaces
        </span>
      )}
    </>
  );
}

interface FileFactsProps {
  readonly row: TreeRow;
  readonly folderBytes: number;
}

function FileFacts({ row, folderBytes }: FileFactsProps): React.JSX.Element {
  const { mark, mode, uid, gid, sizeBytes } = row;
  const sharePct = folderBytes > 0 ? Math.min(100, (sizeBytes / folderBytes) * 100) : 0;
  return (
    <>
      <span className={style['rights']}>{mode === undefined ? '' : modeWords(mode)}</span>
      <span className={style['owner']}>{uid === undefined ? '' : `${uid}:${gid ?? ''}`}</span>
      <span className={style['mark']} data-tip={MARK_WORDS[mark]}>
        {MARK_LETTERS[mark]}
      </span>
      <span className={style['track']}>
        <span className={style['share']} style={{ width: `${sharePct}%` }} />
      </span>
      <span className={style['size']}>{sizeWords(row)}</span>
    </>
  );
}

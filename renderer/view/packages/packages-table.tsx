import Copy from 'lucide-react/icons/copy';
import Layers from 'lucide-react/icons/layers';
import PackageX from 'lucide-react/icons/package-x';
import SearchX from 'lucide-react/icons/search-x';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import type { ImagePackage, ImagePackages } from '../../../shared/contract/package.ts';
import { notifyInfo } from '../../store/notice-store.ts';
import { showLayer } from '../../store/package/package-store.ts';
import {
  selectPackage,
  setPackageView,
  sortPackagesBy,
  usePackageViewStore,
} from '../../store/package/package-view-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { copyText } from '../../widget/copy-button/copy-text.ts';
import type { Column } from '../../widget/data-grid/column.ts';
import { DataGrid } from '../../widget/data-grid/data-grid.tsx';
import type { MenuPlace } from '../../widget/data-grid/grid-behaviour.ts';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { RowMenu } from '../../widget/row-menu/row-menu.tsx';
import {
  LayerCell,
  LicenceCell,
  NameCell,
  SizeCell,
  TypeCell,
  VersionCell,
} from './package-cells.tsx';
import type { PackageLine } from './package-lines.ts';
import { packageLabel } from './package-words.ts';

interface PackagesTableProps {
  readonly image: ImagePackages;
  readonly lines: readonly PackageLine[];
}

/** Every package of an image, with the layer that brought it. */
export function PackagesTable({ image, lines }: PackagesTableProps): React.JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const sorting = usePackageViewStore((view) => view.sorting);
  const currentKey = usePackageViewStore((view) => view.currentKey);
  const [menu, setMenu] = useState<{ readonly key: string; readonly at: MenuPlace }>();
  const openMenu = useCallback((key: string, at: MenuPlace) => setMenu({ key, at }), []);
  const columns = useMemo(() => columnsOf(image), [image]);
  const packageOf = (key: string): ImagePackage | undefined => {
    const line = lines.find((other) => other.key === key);
    return line?.kind === 'package' ? line.each : undefined;
  };
  const chosen = menu === undefined ? undefined : packageOf(menu.key);
  return (
    <>
      <DataGrid
        ref={grid}
        label="Packages"
        columns={columns}
        rows={lines}
        idOf={keyOf}
        labelOf={labelOf}
        headOf={headOf}
        currentId={currentKey}
        sorting={sorting}
        onSort={sortPackagesBy}
        onSelect={selectPackage}
        onOpen={(key) => {
          const each = packageOf(key);
          if (each !== undefined) showLayer(image.imageId, each.position);
        }}
        onMenu={openMenu}
        onDelete={() => undefined}
        empty={image.packages.length === 0 ? <NoPackages image={image} /> : <NothingFits />}
      />
      {menu !== undefined && chosen !== undefined && (
        <PackageMenu
          imageId={image.imageId}
          each={chosen}
          at={menu.at}
          onClose={() => setMenu(undefined)}
          returnFocusTo={() => grid.current}
        />
      )}
    </>
  );
}

const keyOf = ({ key }: PackageLine): string => key;

function labelOf(line: PackageLine): string {
  return line.kind === 'group' ? line.words : packageLabel(line.each);
}

function headOf(line: PackageLine): string | undefined {
  return line.kind === 'group' ? line.words : undefined;
}

type Drawing = (each: ImagePackage, isCurrent: boolean) => ReactNode;

function column(
  key: string,
  title: string,
  track: string,
  draw: Drawing,
  more: Partial<Column<PackageLine>> = {},
): Column<PackageLine> {
  return {
    key,
    title,
    track,
    cellOf: (line, isCurrent) => (line.kind === 'package' ? draw(line.each, isCurrent) : null),
    ...more,
  };
}

const SORTS = { isSortable: true } as const;

function columnsOf({ imageId, layers }: ImagePackages): readonly Column<PackageLine>[] {
  return [
    column('name', 'Name', 'minmax(140px, 1.5fr)', (each) => <NameCell each={each} />, SORTS),
    column('version', 'Version', 'minmax(150px, 1.6fr)', (each) => <VersionCell each={each} />),
    column('type', 'Type', '84px', (each) => <TypeCell each={each} />, SORTS),
    column(
      'layer',
      'Layer',
      'minmax(160px, 2fr)',
      (each, isCurrent) => (
        <LayerCell
          each={each}
          imageId={imageId}
          instruction={layers[each.position]?.instruction}
          isCurrent={isCurrent}
        />
      ),
      SORTS,
    ),
    column('licence', 'Licence', 'minmax(110px, 1fr)', (each) => <LicenceCell each={each} />, {
      ...SORTS,
      hiddenBelowPx: 760,
    }),
    column('size', 'Size', '88px', (each) => <SizeCell each={each} />, {
      ...SORTS,
      isNumber: true,
      hiddenBelowPx: 600,
    }),
  ];
}

interface PackageMenuProps {
  readonly imageId: string;
  readonly each: ImagePackage;
  readonly at: MenuPlace;
  readonly onClose: () => void;
  readonly returnFocusTo: () => HTMLElement | null;
}

function PackageMenu(props: PackageMenuProps): React.JSX.Element {
  const { imageId, each, at, onClose, returnFocusTo } = props;
  const icon = <Copy size={14} aria-hidden="true" />;
  return (
    <RowMenu
      label={`Actions for ${each.name}`}
      at={at}
      onClose={onClose}
      returnFocusTo={returnFocusTo}
      entries={[
        {
          label: 'Show its layer',
          icon: <Layers size={14} aria-hidden="true" />,
          onChoose: () => showLayer(imageId, each.position),
        },
        {
          label: 'Copy name and version',
          icon,
          onChoose: () => void copy(`${each.name} ${each.version}`, 'The name and version'),
        },
        {
          label: 'Copy path of its metadata',
          icon,
          onChoose: () => void copy(`/${each.location}`, 'The path'),
        },
      ]}
    />
  );
}

async function copy(text: string, what: string): Promise<void> {
  const isCopied = await copyText(text);
  const verb = what.includes(' and ') ? 'were' : 'was';
  notifyInfo(isCopied ? `${what} ${verb} copied.` : `${what} could not be copied.`);
}

function NoPackages({ image }: { readonly image: ImagePackages }): React.JSX.Element {
  return (
    <EmptyState icon={<PackageX size={22} />} title="No packages found">
      {image.gaps.length === 0
        ? 'No layer has metadata of dpkg, apk, RPM, pip, conda or npm. Programs may have been copied in without it.'
        : 'What could be read names no package. What could not be read is listed above.'}
    </EmptyState>
  );
}

function NothingFits(): React.JSX.Element {
  const filter = usePackageViewStore((view) => view.filter);
  return (
    <EmptyState
      icon={<SearchX size={22} />}
      title={filter === '' ? 'No such packages' : `Nothing matches “${filter}”`}
      actions={
        <Button onPress={() => setPackageView({ filter: '', type: 'all' })}>Show all</Button>
      }
    >
      Every word must be part of the name, version, type, licence or place.
    </EmptyState>
  );
}

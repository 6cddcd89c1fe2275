import SearchX from 'lucide-react/icons/search-x';
import { useMemo, useRef } from 'react';
import type { FoundPackage, FoundPackages } from '../../../shared/contract/package.ts';
import { showLayer } from '../../store/package/package-store.ts';
import {
  selectFoundPackage,
  usePackageSearchStore,
} from '../../store/package/package-search-store.ts';
import { goTo, hrefOf, imagePlace } from '../../store/place-store.ts';
import type { Column } from '../../widget/data-grid/column.ts';
import { DataGrid } from '../../widget/data-grid/data-grid.tsx';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import {
  LayerCell,
  LicenceCell,
  NameCell,
  SizeCell,
  TypeCell,
  VersionCell,
} from '../packages/package-cells.tsx';
import { packageLabel } from '../packages/package-words.ts';
import style from './package-search.module.css';

interface FoundTableProps {
  readonly answer: FoundPackages;
  /** An image's name, as a person reads it. */
  readonly nameOf: (imageId: string) => string;
}

/** What the search found, image by image. */
export function FoundTable({ answer, nameOf }: FoundTableProps): React.JSX.Element {
  const grid = useRef<HTMLDivElement>(null);
  const currentKey = usePackageSearchStore((store) => store.currentKey);
  const columns = useMemo(() => columnsOf(nameOf), [nameOf]);
  return (
    <DataGrid
      ref={grid}
      label="Found packages"
      columns={columns}
      rows={answer.found}
      idOf={keyOf}
      labelOf={(row) => `${nameOf(row.imageId)}, ${packageLabel(row)}`}
      currentId={currentKey}
      sorting={undefined}
      onSort={() => undefined}
      onSelect={selectFoundPackage}
      onOpen={(key) => {
        const row = answer.found.find((each) => keyOf(each) === key);
        if (row !== undefined) showLayer(row.imageId, row.position);
      }}
      onMenu={() => undefined}
      onDelete={() => undefined}
      empty={<NothingFound answer={answer} />}
    />
  );
}

const keyOf = ({ imageId, key }: FoundPackage): string => `${imageId} ${key}`;

function columnsOf(nameOf: (imageId: string) => string): readonly Column<FoundPackage>[] {
  return [
    {
      key: 'image',
      title: 'Image',
      track: 'minmax(150px, 1.6fr)',
      cellOf: ({ imageId }) => <ImageCell imageId={imageId} name={nameOf(imageId)} />,
    },
    {
      key: 'name',
      title: 'Package',
      track: 'minmax(120px, 1.2fr)',
      cellOf: (each) => <NameCell each={each} />,
    },
    {
      key: 'version',
      title: 'Version',
      track: 'minmax(130px, 1.3fr)',
      cellOf: (each) => <VersionCell each={each} />,
    },
    { key: 'type', title: 'Type', track: '84px', cellOf: (each) => <TypeCell each={each} /> },
    {
      key: 'layer',
      title: 'Layer',
      track: 'minmax(150px, 1.8fr)',
      cellOf: (each, isCurrent) => (
        <LayerCell
          each={each}
          imageId={each.imageId}
          instruction={each.instruction}
          isCurrent={isCurrent}
        />
      ),
    },
    {
      key: 'licence',
      title: 'Licence',
      track: 'minmax(100px, 0.8fr)',
      hiddenBelowPx: 900,
      cellOf: (each) => <LicenceCell each={each} />,
    },
    {
      key: 'size',
      title: 'Size',
      track: '88px',
      hiddenBelowPx: 700,
      isNumber: true,
      cellOf: (each) => <SizeCell each={each} />,
    },
  ];
}

function ImageCell({
  imageId,
  name,
}: {
  readonly imageId: string;
  readonly name: string;
}): React.JSX.Element {
  const place = imagePlace(imageId, 'packages');
  return (
    <a
      href={hrefOf(place)}
      tabIndex={-1}
      className={style['image']}
      data-tip={name}
      onClick={(event) => {
        event.preventDefault();
        goTo(place);
      }}
    >
      {name}
    </a>
  );
}

function NothingFound({ answer }: { readonly answer: FoundPackages }): React.JSX.Element {
  const { readIds, unreadIds, incomparableCount } = answer;
  return (
    <EmptyState icon={<SearchX size={22} />} title="No such package found">
      {readIds.length === 0
        ? 'No image was looked into yet, so this says nothing about them.'
        : unreadIds.length > 0
          ? 'None of the images that were read has it. Those that were not read are unknown.'
          : incomparableCount > 0
            ? 'Packages of this name have versions that cannot be compared with yours.'
            : 'None of the images of this engine has it.'}
    </EmptyState>
  );
}

import { useRef, useState } from 'react';
import FileDown from 'lucide-react/icons/file-down';
import type { ImagePackage, ImagePackages, PackageType } from '../../../shared/contract/package.ts';
import { formatCount } from '../../../shared/value/count.ts';
import { exportPackages } from '../../store/package/package-store.ts';
import { setPackageView, usePackageViewStore } from '../../store/package/package-view-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { CheckToggle } from '../../widget/check-toggle/check-toggle.tsx';
import { CopyButton } from '../../widget/copy-button/copy-button.tsx';
import { RowMenu } from '../../widget/row-menu/row-menu.tsx';
import { SearchField } from '../../widget/search-field/search-field.tsx';
import { useFindKey } from '../../widget/search-field/use-find-key.ts';
import { Segmented } from '../../widget/segmented/segmented.tsx';
import { Select } from '../../widget/select/select.tsx';
import { packagesText } from './package-lines.ts';
import { TYPE_WORDS } from './package-words.ts';
import style from './packages.module.css';

const GROUPS = [
  { value: 'none', label: 'List' },
  { value: 'layer', label: 'By layer' },
  { value: 'type', label: 'By type' },
] as const;

interface PackagesToolbarProps {
  readonly image: ImagePackages;
  readonly visible: readonly ImagePackage[];
}

/** Filter, groups, and what can be taken away from here. */
export function PackagesToolbar({ image, visible }: PackagesToolbarProps): React.JSX.Element {
  const { filter, type, groupBy, hasRemoved } = usePackageViewStore();
  const field = useRef<HTMLInputElement>(null);
  useFindKey(field);
  const removedCount = image.packages.filter(({ isPresent }) => !isPresent).length;
  const types = typesOf(image, type);
  return (
    <div className={style['toolbar']}>
      <SearchField
        ref={field}
        label="Filter packages"
        hint="Filter by name, version or licence"
        value={filter}
        onChange={(text) => setPackageView({ filter: text })}
      />
      {types.length > 2 && (
        <Select
          label="Type of packages"
          value={type}
          choices={types}
          onChoose={(value) => setPackageView({ type: value })}
        />
      )}
      <Segmented
        label="Order of packages"
        choices={GROUPS}
        value={groupBy}
        onChange={(value) => setPackageView({ groupBy: value })}
      />
      {removedCount > 0 && (
        <CheckToggle isOn={hasRemoved} onChange={(isOn) => setPackageView({ hasRemoved: isOn })}>
          {`Removed ones too (${formatCount(removedCount)})`}
        </CheckToggle>
      )}
      <div className={style['ways']}>
        <CopyButton label="Copy list" textOf={() => packagesText(image, visible)} />
        <ExportMenu imageId={image.imageId} />
      </div>
    </div>
  );
}

/** Kinds that the image has, with their counts. The one that is chosen stays, even if this image has none. */
function typesOf(
  { packages }: ImagePackages,
  chosen: PackageType | 'all',
): readonly (readonly [PackageType | 'all', string])[] {
  const counts = new Map<PackageType, number>();
  if (chosen !== 'all') counts.set(chosen, 0);
  for (const { type, isPresent } of packages) {
    if (isPresent) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const kinds = [...counts].map(
    ([type, count]) => [type, `${TYPE_WORDS[type]} (${formatCount(count)})`] as const,
  );
  return [['all', 'All types'], ...kinds];
}

/** Bills of materials, as other tools read them. */
function ExportMenu({ imageId }: { readonly imageId: string }): React.JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<Element>();
  const icon = <FileDown size={14} aria-hidden="true" />;
  return (
    <>
      <Button
        ref={button}
        icon={icon}
        tip="As a bill of materials that other tools read"
        onPress={() => setAt(button.current ?? undefined)}
      >
        Export…
      </Button>
      {at !== undefined && (
        <RowMenu
          label="Export packages"
          at={at}
          onClose={() => setAt(undefined)}
          returnFocusTo={() => button.current}
          entries={[
            {
              label: 'CycloneDX 1.6 (JSON)',
              icon,
              onChoose: () => void exportPackages(imageId, 'cyclonedx'),
            },
            {
              label: 'SPDX 2.3 (JSON)',
              icon,
              onChoose: () => void exportPackages(imageId, 'spdx'),
            },
          ]}
        />
      )}
    </>
  );
}

import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { PackageGap } from '../../../shared/contract/package.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { Disclosure } from '../../widget/disclosure/disclosure.tsx';
import { numberOf } from '../layers/layer-words.ts';
import style from './packages.module.css';

/** What of the metadata was not read, so that the list may not be whole; nothing where all of it was. */
export function PackageGaps({
  gaps,
}: {
  readonly gaps: readonly PackageGap[];
}): React.JSX.Element | null {
  const [first] = gaps;
  if (first === undefined) return null;
  return (
    <div role="alert" className={style['gaps']}>
      <TriangleAlert size={14} aria-hidden="true" />
      <div>
        {gaps.length === 1 ? (
          gapLine(first)
        ) : (
          <>
            {formatPlural(gaps.length, 'part')} of the package metadata could not be read, so
            packages may be missing.
            <Disclosure label="Which">
              <ul className="selectable">
                {gaps.map((gap, at) => (
                  <li key={at}>{gapLine(gap)}</li>
                ))}
              </ul>
            </Disclosure>
          </>
        )}
      </div>
    </div>
  );
}

function gapLine({ message, path, position }: PackageGap): string {
  const where = [
    ...(path === undefined ? [] : [`/${path}`]),
    ...(position === undefined ? [] : [`layer ${numberOf(position)}`]),
  ];
  return where.length === 0 ? message : `${message} (${where.join(', ')})`;
}

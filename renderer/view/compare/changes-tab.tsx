import Equal from 'lucide-react/icons/equal';
import type { Comparison } from '../../../shared/contract/comparison.ts';
import { formatCount } from '../../../shared/value/count.ts';
import { EmptyState } from '../../widget/empty-state/empty-state.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import { CHANGE_LETTERS, CHANGE_WORDS } from './compare-words.ts';
import style from './compare-screen.module.css';

interface ChangesTabProps {
  readonly changes: NonNullable<Comparison['afterChanges']>;
}

/** What a container changed since it was made. */
export function ChangesTab({ changes }: ChangesTabProps): React.JSX.Element {
  const { rows, totalCount } = changes;
  if (totalCount === 0) {
    return (
      <EmptyState icon={<Equal size={22} />} title="It changed no file">
        Its files are those of its image. Volumes are not looked at.
      </EmptyState>
    );
  }
  return (
    <ScrollBox label="Changed files" className={style['scroll']}>
      <p className={style['soft']}>
        Against the image that it was made of, as the engine tells it; volumes are not looked at.
        {totalCount > rows.length &&
          ` The first ${formatCount(rows.length)} of ${formatCount(totalCount)}.`}
      </p>
      <ul className={style['changes']}>
        {rows.map(({ path, change }) => (
          <li key={path}>
            <span data-change={change} className={style['letter']} data-tip={CHANGE_WORDS[change]}>
              {CHANGE_LETTERS[change]}
            </span>
            <span className="selectable">{path}</span>
          </li>
        ))}
      </ul>
    </ScrollBox>
  );
}

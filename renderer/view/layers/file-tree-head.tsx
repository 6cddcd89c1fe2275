import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { setLayerView, useLayerViewStore } from '../../store/layer/layer-view-store.ts';
import style from './file-tree.module.css';

/** What the tree's columns are, and by which it is ordered. */
export function FileTreeHead(): React.JSX.Element {
  const sort = useLayerViewStore((store) => store.sort);
  return (
    <div className={style['head']}>
      <button
        type="button"
        className={style['sort']}
        aria-pressed={sort === 'name'}
        data-tip="Order by name"
        onClick={() => setLayerView({ sort: 'name' })}
      >
        Name
        {sort === 'name' && <ArrowUp size={12} aria-hidden="true" />}
      </button>
      <span className={style['rights']}>Rights</span>
      <span className={style['owner']}>Owner</span>
      <span />
      <span />
      <button
        type="button"
        className={style['sortSize']}
        aria-pressed={sort === 'size'}
        data-tip="The largest first"
        onClick={() => setLayerView({ sort: 'size' })}
      >
        {sort === 'size' && <ArrowDown size={12} aria-hidden="true" />}
        Size
      </button>
    </div>
  );
}

import type { ImageDetail } from '../../../shared/contract/image.ts';
import { CopyButton } from '../../widget/copy-button/copy-button.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import style from './image-screen.module.css';

/** The engine's whole answer. */
export function InspectTab({ detail }: { readonly detail: ImageDetail }): React.JSX.Element {
  return (
    <div className={style['inspect']}>
      <div className={style['toolbar']}>
        <span>The engine’s own words. Values of variables that look secret are masked.</span>
        <CopyButton label="Copy" textOf={() => detail.inspectText} />
      </div>
      <ScrollBox label="Inspect" className={style['json']}>
        <pre className="selectable">{detail.inspectText}</pre>
      </ScrollBox>
    </div>
  );
}

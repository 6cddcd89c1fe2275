import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ImageLayer, OddEntries } from '../../../shared/contract/image-layers.ts';
import { formatCount, formatPlural } from '../../../shared/value/count.ts';
import { Disclosure } from '../../widget/disclosure/disclosure.tsx';
import style from './files-pane.module.css';

const ODD_WORDS: Readonly<Record<OddEntries['kind'], string>> = {
  'unsafe-path': 'lead out of the image and are not listed',
  'path-too-long': 'are longer than a path may be and are not listed',
  'stray-mark': 'are marks of a file system that name no file',
};

/** What of a layer could not be read, or lies in no tree; nothing for a sound one. */
export function LayerProblems({ layer }: { readonly layer: ImageLayer }): React.JSX.Element | null {
  const { problem, oddEntries } = layer;
  if (problem === undefined && oddEntries.length === 0) return null;
  return (
    <div className={style['problems']}>
      {problem !== undefined && (
        <div role="alert" className={style['problem']}>
          <TriangleAlert size={14} aria-hidden="true" />
          <div>
            {problem.message} What was read before is shown.
            {problem.atByte !== undefined && (
              <Disclosure label="Details">
                <span className="selectable">
                  {problem.code} at byte {formatCount(problem.atByte)} of the layer’s archive
                </span>
              </Disclosure>
            )}
          </div>
        </div>
      )}
      {oddEntries.map(({ kind, count, samples }) => (
        <div key={kind} className={style['problem']}>
          <TriangleAlert size={14} aria-hidden="true" />
          <div>
            {formatPlural(count, 'name')} {ODD_WORDS[kind]}.
            <Disclosure label="Which">
              <ul className="selectable">
                {samples.map((sample) => (
                  <li key={sample}>
                    <code>{sample}</code>
                  </li>
                ))}
              </ul>
            </Disclosure>
          </div>
        </div>
      ))}
    </div>
  );
}

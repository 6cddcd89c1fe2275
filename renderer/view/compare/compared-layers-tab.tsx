import type { ComparedLayer, Comparison } from '../../../shared/contract/comparison.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import style from './compare-screen.module.css';

/** The layers of both from the base on, and up to where they are the same. */
export function ComparedLayersTab({
  comparison,
}: {
  readonly comparison: Comparison;
}): React.JSX.Element {
  const { layers, before, after } = comparison;
  const largestBytes = Math.max(
    1,
    ...layers.flatMap((row) => [row.before?.sizeBytes ?? 0, row.after?.sizeBytes ?? 0]),
  );
  return (
    <ScrollBox label="Layers" className={style['scroll']}>
      <table className={style['layers']}>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">{before.name}</th>
            <th scope="col">{after.name}</th>
          </tr>
        </thead>
        <tbody>
          {layers.map((row, at) => (
            <tr key={at} data-shared={row.isShared || undefined}>
              <th scope="row">{at + 1}</th>
              {row.isShared ? (
                <td colSpan={2}>
                  <Layer layer={row.before} largestBytes={largestBytes} more="shared" />
                </td>
              ) : (
                <>
                  <td>
                    <Layer layer={row.before} largestBytes={largestBytes} />
                  </td>
                  <td>
                    <Layer layer={row.after} largestBytes={largestBytes} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** The bar of the largest layer of the two images, in CSS pixels. */
const LARGEST_PX = 160;

interface LayerProps {
  readonly layer: ComparedLayer['before'];
  readonly largestBytes: number;
  readonly more?: string;
}

function Layer({ layer, largestBytes, more }: LayerProps): React.JSX.Element | null {
  if (layer === undefined) return null;
  const { digest, sizeBytes } = layer;
  return (
    <div className={style['layer']}>
      <span className={style['digest']}>{digest.slice(7, 19)}</span>
      <span>{sizeBytes === undefined ? 'size not told' : formatByteSize(sizeBytes)}</span>
      {more !== undefined && <span className={style['shared']}>{more}</span>}
      <span
        aria-hidden="true"
        className={style['bar']}
        style={{ width: Math.ceil(((sizeBytes ?? 0) / largestBytes) * LARGEST_PX) }}
      />
    </div>
  );
}

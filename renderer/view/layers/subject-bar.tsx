import ChevronRight from 'lucide-react/icons/chevron-right';
import { useId, useState } from 'react';
import type { ImageLayer, ImageLayers } from '../../../shared/contract/image-layers.ts';
import { formatDateTime } from '../../../shared/value/clock-time.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { chooseLayers, type LayerRange } from '../../store/layer/layer-view-store.ts';
import { Button } from '../../widget/button/button.tsx';
import { CopyButton } from '../../widget/copy-button/copy-button.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import style from './files-pane.module.css';
import { LayerProblems } from './layer-problems.tsx';
import { rangeWords } from './layer-words.ts';
import { instructionLine, instructionLines } from './instruction-words.ts';

interface SubjectBarProps {
  readonly image: ImageLayers;
  readonly range: LayerRange;
}

/** Which layers the files are of; one layer's whole instruction for who asks. */
export function SubjectBar({ image, range }: SubjectBarProps): React.JSX.Element {
  const { layers } = image;
  const chosen = layers.filter(
    ({ position = -1 }) => position >= range.from && position <= range.to,
  );
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const isWhole = chosen.length === layers.length;
  const sizeBytes = chosen.reduce((sum, layer) => sum + layer.sizeBytes, 0);
  return (
    <header className={style['subject']}>
      <div className={style['subjectLine']}>
        <h2 className={style['subjectName']}>{rangeWords(range, layers.length)}</h2>
        {only === undefined ? (
          <span className={style['subjectWords']}>{formatByteSize(sizeBytes)} together</span>
        ) : (
          <InstructionLine layer={only} />
        )}
        {!isWhole && (
          <Button
            look="quiet"
            tip="Shift and a click choose some of them"
            onPress={() => chooseLayers({ from: 0, to: layers.length - 1 })}
          >
            All layers
          </Button>
        )}
      </div>
      {only !== undefined && <LayerProblems layer={only} />}
    </header>
  );
}

function InstructionLine({ layer }: { readonly layer: ImageLayer }): React.JSX.Element {
  const [openKey, setOpenKey] = useState<string>();
  const id = useId();
  const isOpen = openKey === layer.key;
  const raw = layer.instruction ?? '';
  const { keyword, words } = instructionLine(raw);
  const line = words === '' ? 'No instruction known' : `${keyword} ${words}`.trim();
  return (
    <>
      <button
        type="button"
        className={style['instructionButton']}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={`Details of this layer: ${line}`}
        onClick={() => setOpenKey(isOpen ? undefined : layer.key)}
      >
        <ChevronRight size={14} aria-hidden="true" />
        <span className={style['instructionLine']}>{line}</span>
      </button>
      {isOpen && (
        <div id={id} className={style['instructionFull']}>
          <LayerDetails layer={layer} raw={raw} />
        </div>
      )}
    </>
  );
}

function LayerDetails({
  layer,
  raw,
}: {
  readonly layer: ImageLayer;
  readonly raw: string;
}): React.JSX.Element {
  const facts = [
    formatByteSize(layer.sizeBytes),
    formatPlural(layer.entryCount, 'entry').replace('entrys', 'entries'),
    layer.createdAtMs === undefined ? undefined : `made ${formatDateTime(layer.createdAtMs)}`,
    layer.isFromCache ? 'read on an earlier occasion' : undefined,
  ].filter((fact) => fact !== undefined);
  return (
    <>
      {raw !== '' && (
        <ScrollBox label="Instruction" className={style['instructionText']}>
          <pre className="selectable">{instructionLines(raw)}</pre>
        </ScrollBox>
      )}
      <div className={style['instructionFoot']}>
        <span>{facts.join(' · ')}</span>
        {raw !== '' && <CopyButton label="Copy instruction" textOf={() => raw} />}
        {layer.diffId !== undefined && (
          <CopyButton label="Copy digest" textOf={() => layer.diffId ?? ''} />
        )}
      </div>
    </>
  );
}

import { useMemo, useState } from 'react';
import type { FileContent, ShownFile } from '../../../shared/contract/layer-file.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import { formatPlural } from '../../../shared/value/count.ts';
import { formatDuration } from '../../../shared/value/duration.ts';
import type { FileSubject } from '../../store/layer/file-viewer-store.ts';
import { CopyButton } from '../../widget/copy-button/copy-button.tsx';
import { ScrollBox } from '../../widget/scroll-box/scroll-box.tsx';
import { Segmented } from '../../widget/segmented/segmented.tsx';
import style from './file-viewer.module.css';
import { contentWords, cutWords, IMAGE_WORDS, nameIn } from './file-words.ts';
import { hexDump } from './hex-dump.ts';
import { ImageView } from './image-view.tsx';
import { prettyJson, textLines } from './text-lines.ts';
import { TextView } from './text-view.tsx';

interface ShownFileViewProps {
  readonly file: ShownFile;
  readonly subject: FileSubject;
}

/** What a file holds. */
export function ShownFileView({ file, subject }: ShownFileViewProps): React.JSX.Element {
  const { content } = file;
  if (content.kind === 'text')
    return <TextFile file={file} text={content.text} subject={subject} />;
  return (
    <>
      <CutNote file={file} />
      {content.kind === 'image' ? (
        <ImageView content={content} name={nameIn(subject.path)} />
      ) : (
        <Bytes content={content} />
      )}
      <FileFoot file={file} />
    </>
  );
}

function CutNote({ file }: { readonly file: ShownFile }): React.JSX.Element | null {
  const { content } = file;
  const because = content.kind === 'binary' ? content.because : undefined;
  const words = [because && IMAGE_WORDS[because], cutWords(file)].filter(
    (word) => word !== undefined,
  );
  return words.length === 0 ? null : <p className={style['cut']}>{words.join(' ')}</p>;
}

type Bytes = Extract<FileContent, { kind: 'binary' }>;

function Bytes({ content }: { readonly content: Bytes }): React.JSX.Element {
  const dump = useMemo(() => hexDump(content.head), [content]);
  return (
    <ScrollBox label="Bytes" className={style['hex']}>
      <pre className="selectable">{dump}</pre>
    </ScrollBox>
  );
}

const WAYS = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
] as const;

interface TextFileProps extends ShownFileViewProps {
  readonly text: string;
}

function TextFile({ file, text }: TextFileProps): React.JSX.Element {
  const [way, setWay] = useState<'pretty' | 'raw'>('pretty');
  const pretty = useMemo(() => prettyJson(text), [text]);
  const shown = way === 'pretty' ? (pretty ?? text) : text;
  const lines = useMemo(() => textLines(shown), [shown]);
  const lineCount = lines.findLast(({ number }) => number !== undefined)?.number ?? 0;
  return (
    <>
      <CutNote file={file} />
      {text === '' ? (
        <p className={style['nothing']}>This file is empty.</p>
      ) : (
        <TextView key={way} lines={lines} />
      )}
      <FileFoot file={file} more={formatPlural(lineCount, 'line')}>
        {pretty !== undefined && (
          <Segmented label="JSON" choices={WAYS} value={way} onChange={setWay} />
        )}
        <CopyButton label="Copy" textOf={() => shown} />
      </FileFoot>
    </>
  );
}

interface FileFootProps {
  readonly file: ShownFile;
  readonly more?: string;
  readonly children?: React.ReactNode;
}

function FileFoot({ file, more, children }: FileFootProps): React.JSX.Element {
  const words = [
    contentWords(file),
    ...(more === undefined ? [] : [more]),
    formatByteSize(file.sizeBytes),
    `fetched in ${formatDuration(file.tookMs)}`,
  ];
  return (
    <footer className={style['foot']}>
      <span className={style['footWords']}>{words.join(' · ')}</span>
      {children}
    </footer>
  );
}

import { memo, useMemo } from 'react';
import style from './file-viewer.module.css';
import { LineList } from './line-list.tsx';
import { longestLine, type TextLine } from './text-lines.ts';
import { visibleParts } from './visible-text.ts';

/** A text with its lines' numbers. */
export function TextView({ lines }: { readonly lines: readonly TextLine[] }): React.JSX.Element {
  const widthCharacters = useMemo(() => longestLine(lines), [lines]);
  return (
    <LineList
      label="Text"
      count={lines.length}
      widthCharacters={widthCharacters}
      lineAt={(index) => {
        const line = lines[index];
        return (
          line && (
            <>
              <span aria-hidden="true" className={style['number']}>
                {line.number ?? '↳'}
              </span>
              <LineText text={line.text} />
            </>
          )
        );
      }}
    />
  );
}

/** One line, with what a screen would hide made visible. */
export const LineText = memo(function LineText({
  text,
}: {
  readonly text: string;
}): React.JSX.Element {
  return (
    <span className={`${style['text']} selectable`}>
      {visibleParts(text).map((part, index) =>
        part.isMark ? (
          <span key={index} className={style['mark']}>
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </span>
  );
});

import { memo } from 'react';
import { classNames } from '../class-names.ts';
import { cutSpans } from './cut-spans.ts';
import type { LogLine, TextLook } from './log-line.ts';
import style from './log-pane.module.css';

interface LogRowProps {
  readonly line: LogLine;
  readonly query: string;
  readonly isCurrentMatch: boolean;
}

/** One line as text nodes: nothing that a container writes becomes markup. */
export const LogRow = memo(function LogRow({ line, query, isCurrentMatch }: LogRowProps) {
  if (line.spans === undefined && query === '') return <>{line.text}</>;
  return cutSpans(line, query).map(({ text, look, isMatch }, i) => {
    const content = isMatch ? (
      <mark className={isCurrentMatch ? style['currentMark'] : style['mark']}>{text}</mark>
    ) : (
      text
    );
    return (
      // Pieces have no identity of their own: they are cut anew whenever the line is drawn.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={i} className={classOf(look)} style={{ color: colorOf(look.color) }}>
        {content}
      </span>
    );
  });
});

function classOf(look: TextLook): string | undefined {
  const names = classNames(
    look.isBold === true && style['bold'],
    look.isDim === true && style['dim'],
    look.isItalic === true && style['italic'],
    look.isUnderlined === true && style['underlined'],
  );
  return names === '' ? undefined : names;
}

/** A free colour is drawn towards the text's own, so that it can be read in both themes. */
function colorOf(color: number | string | undefined): string | undefined {
  if (color === undefined) return undefined;
  if (typeof color === 'number') return `var(--ansi-${color})`;
  return `color-mix(in srgb, ${color} 55%, var(--color-text))`;
}

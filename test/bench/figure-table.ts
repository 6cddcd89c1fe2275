import type { MeasuredFigure } from './figure.ts';
import { GOALS, type Unit } from './goal.ts';
import type { Summary } from './statistic.ts';

/** The lines between which the README's table lies. */
const BLOCK_START = '<!-- bench -->';
const BLOCK_END = '<!-- /bench -->';

const COLUMNS = ['figure', 'ours', 'reference', 'n', 'ratio', 'goal', 'holds'] as const;

/** The figures as aligned plain text for the terminal: medians with their ranges, ratio, goal, verdict. */
export function textTable(figures: readonly MeasuredFigure[]): string {
  const rows = [COLUMNS, ...figures.map((figure) => cells(figure, figure.name))];
  const widths = COLUMNS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The figures as a Markdown table, each in words with its name. */
export function markdownTable(figures: readonly MeasuredFigure[]): string {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  return [
    line(COLUMNS),
    line(COLUMNS.map(() => '---')),
    ...figures.map((figure) => {
      const { title, referenceTitle } = GOALS[figure.name];
      const [name, ours, reference, ...rest] = cells(figure, `${title} (\`${figure.name}\`)`);
      return line([name ?? '', ours ?? '', `${referenceTitle}: ${reference ?? ''}`, ...rest]);
    }),
  ].join('\n');
}

/** Puts a text between the README's two marks; undefined where the document does not have them. */
export function replaceBlock(document: string, text: string): string | undefined {
  const start = document.indexOf(BLOCK_START);
  const end = document.indexOf(BLOCK_END, start);
  if (start < 0 || end < 0) return undefined;
  const head = document.slice(0, start + BLOCK_START.length);
  return `${head}\n\n${text}\n\n${document.slice(end)}`;
}

function cells(figure: MeasuredFigure, name: string): readonly string[] {
  return [
    name,
    spell(figure.oursSummary, figure.unit),
    spell(figure.referenceSummary, figure.unit),
    String(figure.n),
    figure.ratio.toFixed(2),
    `${figure.better === 'higher' ? '≥' : '≤'} ${figure.goal}`,
    figure.holds ? 'yes' : 'no',
  ];
}

/** For example `382 ms [368–412]`; a budget, which has no range, is only its value. */
function spell({ median, min, max }: Summary, unit: Unit): string {
  const spelled = `${digits(median)} ${unit}`;
  return min === max ? spelled : `${spelled} [${digits(min)}–${digits(max)}]`;
}

function digits(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

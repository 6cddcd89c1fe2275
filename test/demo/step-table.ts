/** One thing the demo did, and how long it took. */
export interface DemoStep {
  readonly name: string;
  readonly durationMs: number;
  readonly detail: string;
}

const HEAD = ['step', 'time', 'what was seen'] as const;

/** The steps as a table of plain text, with their sum in the last line. */
export function stepTable(steps: readonly DemoStep[]): string {
  const sumMs = steps.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const rows = [
    HEAD,
    ...steps.map(({ name, durationMs, detail }) => [name, seconds(durationMs), detail] as const),
    ['together', seconds(sumMs), ''] as const,
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([name, time, detail]) =>
    `  ${name.padEnd(widths[0] ?? 0)}  ${time.padStart(widths[1] ?? 0)}  ${detail}`.trimEnd(),
  );
  return lines.join('\n');
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

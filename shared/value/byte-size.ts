const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal steps, as the Docker CLI and drive makers count them: 1 kB is 1,000 B. */
const STEP = 1000;

/** A size in words, three significant digits at most: `0 B`, `812 B`, `1.2 kB`, `24.5 MB`, `318 MB`. */
export function formatByteSize(sizeBytes: number): string {
  let size = Math.max(0, sizeBytes);
  let unitIndex = 0;
  // The limit lies where rounding would show 1000 of the smaller unit.
  while (size >= STEP - 0.5 && unitIndex < UNITS.length - 1) {
    size /= STEP;
    unitIndex += 1;
  }
  const digits = unitIndex === 0 || size >= 99.95 ? 0 : 1;
  const text = size.toFixed(digits);
  return `${text.endsWith('.0') ? text.slice(0, -2) : text} ${UNITS[unitIndex] ?? 'B'}`;
}

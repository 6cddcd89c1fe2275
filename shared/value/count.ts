const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A count with its thousands set apart: `5,000`. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** A count with its noun: `1 container`, `5,000 containers`. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

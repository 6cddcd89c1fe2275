/** Two decimals near 100, where they are what tells images apart; never 100 for what is less. */
export function scoreWords(scorePct: number): string {
  if (scorePct >= 100) return '100 %';
  const text = scorePct >= 99 ? (Math.floor(scorePct * 100) / 100).toFixed(2) : scorePct.toFixed(1);
  return `${text} %`;
}

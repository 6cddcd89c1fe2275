/** How well a text fits what was typed; higher is better. */
export interface Match {
  readonly score: number;
  /** Places of the text's characters that were typed. */
  readonly places: readonly number[];
}

/** A letter after another that was typed too. */
const NEXT_SCORE = 9;
/** A letter that begins a word. */
const WORD_SCORE = 8;
/** A letter that begins the text: of two that fit alike, the command that is named so goes first. */
const START_SCORE = 1;
/** A letter that ends the text: less than anything else counts. */
const END_SCORE = 0.5;
/** What each letter that lies between two typed ones takes away, up to a whole word's worth. */
const GAP_COST = 0.3;
const MAX_GAP_COST = 4;

/** Whether all that was typed stands in a text, in this order; words may be typed in parts. Spaces do not count. */
export function fuzzyMatch(typed: string, text: string): Match | undefined {
  const wanted = typed.toLowerCase().replaceAll(/\s+/g, '');
  const lower = text.toLowerCase();
  let best: Match | undefined;
  // Each place where the first letter stands may begin the best fit.
  for (let start = lower.indexOf(wanted.charAt(0)); start >= 0;) {
    const match = matchFrom(wanted, lower, start);
    if (match === undefined) break;
    if (best === undefined || match.score > best.score) best = match;
    if (wanted === '') break;
    start = lower.indexOf(wanted.charAt(0), start + 1);
  }
  return best;
}

function matchFrom(wanted: string, text: string, start: number): Match | undefined {
  const places: number[] = [];
  let score = 0;
  let from = start;
  for (const letter of wanted) {
    const place = placeOf(letter, text, from, places.length > 0);
    if (place < 0) return undefined;
    if (isWordStart(text, place)) score += WORD_SCORE;
    if (place === 0) score += START_SCORE;
    if (places.length > 0) {
      score += place === from ? NEXT_SCORE : -Math.min(MAX_GAP_COST, (place - from) * GAP_COST);
    }
    places.push(place);
    from = place + 1;
  }
  // Of two that fit alike, one is meant to its end.
  return { score: score + (from === text.length ? END_SCORE : 0), places };
}

/** The next place of a letter; where it does not follow another typed one at once, the start of a word goes before. */
function placeOf(letter: string, text: string, from: number, isFurther: boolean): number {
  const next = text.indexOf(letter, from);
  if (next < 0 || (isFurther && next === from)) return next;
  for (let place = next; place >= 0; place = text.indexOf(letter, place + 1)) {
    if (isWordStart(text, place)) return place;
  }
  return next;
}

function isWordStart(text: string, place: number): boolean {
  return place === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(place - 1));
}

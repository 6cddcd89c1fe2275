/** A tab shows some 30 characters, its hint all; xterm keeps what it gets, and was seen to take 10 MB. */
const MAX_TITLE_CHARACTERS = 256;

/** Controls, line ends, and what is not seen but turns round, joins or hides what is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\uFFFD]/gu;

/** What a program calls itself, as one line of at most 256 characters that shows all it has. */
export function cleanTitle(title: string): string {
  const seen = title.replaceAll(UNSEEN, '').trim();
  // The last one may be half of a character of two.
  return seen
    .slice(0, MAX_TITLE_CHARACTERS)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

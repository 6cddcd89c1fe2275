/**
 * The paragraphs of a file of `Field: value` lines, one at a time. Lines that go on with a space are left out:
 * no field that is looked for has any. Of a field that comes twice, the first counts.
 */
export function* paragraphsOf(text: string): Generator<ReadonlyMap<string, string>> {
  let fields = new Map<string, string>();
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const isReturn = text.charCodeAt(end - 1) === 13;
    const line = text.slice(start, isReturn && end > start ? end - 1 : end);
    start = end + 1;
    if (line.trim() === '') {
      if (fields.size > 0) yield fields;
      fields = new Map();
      continue;
    }
    const colon = line.indexOf(':');
    const goesOn = line.startsWith(' ') || line.startsWith('\t');
    if (colon <= 0 || goesOn) continue;
    const field = line.slice(0, colon);
    if (!fields.has(field)) fields.set(field, line.slice(colon + 1).trim());
  }
  if (fields.size > 0) yield fields;
}

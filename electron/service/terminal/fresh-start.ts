/** Ends sequences that were cut, modes of mouse, keys and cursor, colours, and the line. */
const RESET =
  '\u0018\u001B[!p\u001B[?9;1000;1002;1003;1004;1005;1006;1015;1016;2004;2026l' +
  '\u001B[?7;25h\u001B>\u001B(B\u000F\u001B[0m\r\n';
const LEAVE_ALTERNATE = '\u001B[?1049l';

/** Bytes that clear away what a shell which is gone left half done; its text stays. */
export function freshStart(isAlternate: boolean): Uint8Array {
  return new TextEncoder().encode((isAlternate ? LEAVE_ALTERNATE : '') + RESET);
}

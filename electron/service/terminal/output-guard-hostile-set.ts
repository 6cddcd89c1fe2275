/** What a hostile program may send, and what of it may reach a terminal of 80 columns and 24 rows. */
export interface HostileCase {
  readonly name: string;
  readonly input: string;
  readonly output: string;
}

const HUGE = '2147483647';
const LINK_END = '\u001B]8;;\u001B\\';
const LONG_HOST = 'a'.repeat(3000);

/** A joiner that is dropped ends a chain: the next character is a cell of its own, and begins another. */
const CHAIN = `${'\u{1F468}\u200D'.repeat(16)}\u{1F468}`;
const CHAINS = `${CHAIN.repeat(5)}${'\u{1F468}\u200D'.repeat(15)}`;

type Row = readonly [name: string, input: string, output?: string];

/** Harmless as they are: what they make the terminal answer is limited behind this stage. */
const PASS: readonly Row[] = [
  ['DA1', '\u001B[c'],
  ['DA1 with a number', '\u001B[0c'],
  ['DA2', '\u001B[>c'],
  ['DA3', '\u001B[=c'],
  ['DSR 5', '\u001B[5n'],
  ['DSR 6', '\u001B[6n'],
  ['DSR ?6', '\u001B[?6n'],
  ['DSR ?996', '\u001B[?996n'],
  ['DECRQM', '\u001B[?2004$p'],
  ['DECRQM of ANSI', '\u001B[4$p'],
  ['DECREQTPARM', '\u001B[0x'],
  ['XTVERSION', '\u001B[>q'],
  ['kitty keyboard query', '\u001B[?u'],
  ['graphics limits query', '\u001B[?99;1;0S'],
  ['title modes', '\u001B[>99T'],
  ['DECID', '\u001BZ'],
  ['DECRQSS of colours', '\u001BP$qm\u001B\\'],
  ['DECRQSS of the cursor', '\u001BP$q q\u001B\\'],
  ['DECSLRM', `\u001B[1;${HUGE}s`],
  ['margins', `\u001B[1;${HUGE}r`],
  ['RIS', '\u001Bc'],
  ['RIS loop', '\u001Bc'.repeat(50)],
  ['DECSTR', '\u001B[!p'],
  ['DECALN', '\u001B#8'],
  ['mouse modes', '\u001B[?1000h\u001B[?1002h\u001B[?1003h\u001B[?1004h\u001B[?1005h\u001B[?1006h'],
  ['bracketed paste off', '\u001B[?2004l'],
  ['alternate screen spam', '\u001B[?1049h\u001B[?1049l'.repeat(20)],
  ['charset shifts', '\u001B(0\u000Eqqq\u000F\u001B(B'],
  ['charset by percent', '\u001B%G'],
  ['VT52', '\u001B[?2l\u001BA\u001B<'],
  ['synchronized output without end', '\u001B[?2026h'],
  ['colour query', '\u001B]4;1;?\u001B\\'],
  ['colour set', '\u001B]10;#ff0000\u001B\\'],
  ['background query', '\u001B]11;?\u0007'],
  ['cursor colour', '\u001B]12;red\u001B\\'],
  ['colours reset', '\u001B]104\u001B\\'],
  ['foreground reset', '\u001B]110\u0007'],
  ['link', '\u001B]8;;https://example.org/a?b=c\u001B\\text\u001B]8;;\u001B\\'],
  ['link with a name', '\u001B]8;id=7;http://example.org\u0007text\u001B]8;;\u0007'],
  ['bidi override in text', 'a\u202Eb'],
  ['zero width in text', 'a\u200Bb'],
  ['tag characters', '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
  ['title of one line', '\u001B]2;vim\u001B\\'],
  ['32 marks', `e${'\u0301'.repeat(32)}`],
  ['a family', '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}'],
];

/** Dropped whole, or in part. */
const DROP: readonly Row[] = [
  ['window size report 14', '\u001B[14t'],
  ['window size report 16', '\u001B[16t'],
  ['window size report 18', '\u001B[18t'],
  ['window size report 19', '\u001B[19t'],
  ['icon name report', '\u001B[20t'],
  ['title set and reported', '\u001B]0;x;id;\u0007\u001B[21t', '\u001B]0;x;id;\u0007'],
  ['window resize', '\u001B[8;1;1t'],
  ['window minimize', '\u001B[2t'],
  ['title stack', '\u001B[22;0t'],
  ['private window operation', '\u001B[>1t'],
  ['DECRQSS with a command', '\u001BP$q;id;\n\u001B\\'],
  ['DECRQSS that is long', '\u001BP$qmmmmmmmm\u001B\\'],
  ['XTGETTCAP', '\u001BP+q544e\u001B\\'],
  ['XTSETTCAP', '\u001BP+p544e\u001B\\'],
  ['sixel', '\u001BPq#0;2;0;0;0#0~~@@vv@@~~@@~~$\u001B\\'],
  ['user-defined keys', '\u001BP0;1|17/6c730a\u001B\\'],
  ['passed through by a multiplexer', '\u001BPtmux;\u001B\u001B]52;c;eA==\u0007\u001B\\'],
  ['kitty image', '\u001B_Gf=24,s=10,v=10;AAAA\u001B\\'],
  ['privacy message', '\u001B^secret\u001B\\'],
  ['start of string', '\u001BXstring\u001B\\'],
  ['clipboard set', '\u001B]52;c;cm0gLXJmIC8=\u0007'],
  ['clipboard query', '\u001B]52;c;?\u0007'],
  ['clipboard by zeros', '\u001B]0052;c;?\u001B\\'],
  ['font query', '\u001B]50;?\u001B\\'],
  ['folder', '\u001B]7;file://host/etc\u001B\\'],
  ['notice', '\u001B]9;hello\u0007'],
  ['progress', '\u001B]9;4;1;50\u0007'],
  ['notice of rxvt', '\u001B]777;notify;a;b\u0007'],
  ['image of iTerm', '\u001B]1337;File=inline=1:AAAA\u0007'],
  ['shell integration', '\u001B]133;A\u001B\\'],
  ['shell integration of an editor', '\u001B]633;E;rm -rf /;nonce\u001B\\'],
  ['property', '\u001B]3;WM_CLASS=x\u001B\\'],
  ['unknown number', '\u001B]31337;x\u001B\\'],
  ['number above 32 bits', '\u001B]4294967348;c;?\u001B\\'],
  ['no number', '\u001B]c;?\u001B\\'],
  ['letter in number', '\u001B]5a2;c;?\u001B\\'],
  ['colours above 64 KiB', `\u001B]4;${'1;?;'.repeat(20_000)}\u001B\\`],
  ['million parameters', `\u001B[${'1;'.repeat(100_000)}m`],
  ['parameters in the wrong place', '\u001B[1 2m'],
  ['prefix in the wrong place', '\u001B[1?25h'],
  ['three intermediates', '\u001B###8'],
  ['NUL', '\u0000'],
  ['ENQ', '\u0005'],
  [
    'C0 storm',
    '\u0001\u0002\u0003\u0004\u0006\u0010\u0011\u0013\u0014\u0019\u001C\u001D\u001E\u001F',
  ],
  ['DEL', '\u007F'],
  ['CAN in a sequence', '\u001B[3\u0018', ''],
  ['SUB in a string', '\u001B]0;x\u001A', ''],
  ['C1 that is none', '\u0080\u0081\u0099'],
  ['end without a string', '\u001B\\'],
  ['repetition', `\u001B[${HUGE}b`],
  ['repetition of 81', '\u001B[81b'],
  ['clipboard inside of a sequence', '\u001B[3\u001B]52;c;?\u0007'],
  ['clipboard inside of a title', '\u001B]0;x\u001B]52;c;?\u0007', '\u001B]0;x\u001B\\'],
];

/** Let through in another form. */
const CHANGE: readonly Row[] = [
  ...'LMST'
    .split('')
    .map((final): Row => [`lines ${final}`, `\u001B[${HUGE}${final}`, `\u001B[24${final}`]),
  ...'@IPXZ'
    .split('')
    .map((final): Row => [`cells ${final}`, `\u001B[${HUGE}${final}`, `\u001B[80${final}`]),
  ...'ABCDEFGade`'.split('').map((final): Row => [`cursor ${final}`, `\u001B[${HUGE}${final}`]),
  ['scroll left', `\u001B[${HUGE} @`, '\u001B[80 @'],
  ['scroll right', `\u001B[${HUGE} A`, '\u001B[80 A'],
  ['columns in', `\u001B[${HUGE}'}`, "\u001B[80'}"],
  ['columns out', `\u001B[${HUGE}'~`, "\u001B[80'~"],
  ['count above 64 bits', `\u001B[${'9'.repeat(40)}S`, '\u001B[24S'],
  ['count behind zeros', `\u001B[${'0'.repeat(40)}25S`, '\u001B[24S'],
  ['count and more', '\u001B[99;7T', '\u001B[24;7T'],
  ['count and line feed', '\u001B[9\n9S', '\n\u001B[24S'],
  ['repetition of 80', '\u001B[80b'],
  ['title with an override', '\u001B]2;a\u202Eb\u001B\\', '\u001B]2;ab\u001B\\'],
  ['title with lines', '\u001B]0;a\r\nb\u0007', '\u001B]0;ab\u0007'],
  [
    'title that is long',
    `\u001B]2;${'x'.repeat(100_000)}\u001B\\`,
    `\u001B]2;${'x'.repeat(256)}\u001B\\`,
  ],
  [
    'icon name that is long',
    `\u001B]1;${'x'.repeat(300)}\u0007`,
    `\u001B]1;${'x'.repeat(256)}\u0007`,
  ],
  ['script link', `\u001B]8;;javascript:alert(1)\u001B\\text`, `${LINK_END}text`],
  ['file link', '\u001B]8;;file:///etc/passwd\u001B\\text', `${LINK_END}text`],
  ['command link', '\u001B]8;;command:x\u001B\\text', `${LINK_END}text`],
  ['link with a space', '\u001B]8;;https://a b\u001B\\text', `${LINK_END}text`],
  [
    'link with letters like others',
    '\u001B]8;;https://\u0430pple.com\u001B\\text',
    `${LINK_END}text`,
  ],
  ['link without host', '\u001B]8;;https:///x\u001B\\text', `${LINK_END}text`],
  ['link of 3,000', `\u001B]8;;https://${LONG_HOST}\u001B\\text`, `${LINK_END}text`],
  ['link of 100 KB', `\u001B]8;;https://a/${LONG_HOST.repeat(34)}\u001B\\text`, `${LINK_END}text`],
  ['link with a long name', `\u001B]8;id=${LONG_HOST};https://a.b\u001B\\text`, `${LINK_END}text`],
  ['link without end of parameters', '\u001B]8;https://a.b\u001B\\text', 'text'],
  ['33 marks', `e${'\u0301'.repeat(33)}`, `e${'\u0301'.repeat(32)}`],
  [
    'marks between sequences',
    `e${'\u0301'.repeat(32)}\u001B]52;c;?\u0007\u0301x`,
    `e${'\u0301'.repeat(32)}x`,
  ],
  ['100 joined', '\u{1F468}\u200D'.repeat(100), CHAINS],
  ['C1 line feed', '\u0084', '\u001BD'],
  ['C1 next line', '\u0085', '\u001BE'],
  ['C1 tab stop', '\u0088', '\u001BH'],
  ['C1 reverse', '\u008D', '\u001BM'],
  ['text in a sequence', '\u001B[3\u00E9', '\u00E9'],
  ['string ended by a reset', '\u001B]0;x\u001Bc', '\u001B]0;x\u001B\\\u001Bc'],
];

/** All of it; where no output is given, `PASS` and `CHANGE` let the input pass, and `DROP` nothing. */
export const HOSTILE_CASES: readonly HostileCase[] = [
  ...[...PASS, ...CHANGE].map(([name, input, output = input]) => ({ name, input, output })),
  ...DROP.map(([name, input, output = '']) => ({ name, input, output })),
];

/** Swallow all that follows until they end. */
export const UNENDED_STRINGS: readonly string[] = [
  '\u001B]0;',
  '\u001B]52;',
  '\u001BP',
  '\u001B_',
  '\u001B^',
  '\u001BX',
];

import type { ImageDetail, ImageStep } from '../../../shared/contract/image.ts';
import { formatByteSize } from '../../../shared/value/byte-size.ts';
import type { FileKind } from '../recording/recording-service.ts';

/** How a history is written down. */
export type HistoryForm = 'dockerfile' | 'json';

/** What its file is called and is. */
export const HISTORY_FILES: Readonly<
  Record<HistoryForm, { readonly suffix: string; readonly kind: FileKind }>
> = {
  dockerfile: { suffix: '.Dockerfile', kind: { name: 'Dockerfile', extension: 'Dockerfile' } },
  json: { suffix: '.history.json', kind: { name: 'JSON', extension: 'json' } },
};

type History = Pick<
  ImageDetail,
  'id' | 'tags' | 'platform' | 'sizeBytes' | 'history' | 'entrypoint' | 'command' | 'env'
>;

/** An image's history as a file's text. Secret-looking values are masked, as they came. */
export function historyText(detail: History, form: HistoryForm): string {
  return form === 'json' ? asJson(detail) : asDockerfile(detail);
}

function asJson(detail: History): string {
  const { id, tags, platform, sizeBytes, history, entrypoint, command, env } = detail;
  const steps = history.map(({ createdAtMs, ...step }) => ({
    ...step,
    ...(createdAtMs !== undefined && { createdAt: new Date(createdAtMs).toISOString() }),
  }));
  const image = { id, tags, platform, sizeBytes, entrypoint, command, env };
  return `${JSON.stringify({ ...image, history: steps }, null, 2)}\n`;
}

function asDockerfile({ id, tags, platform, sizeBytes, history }: History): string {
  const names = tags.length === 0 ? id : `${tags.join(', ')} (${id})`;
  return [
    `# How ${oneLine(names)} came to be, the oldest step first.`,
    `# ${platform}, ${formatByteSize(sizeBytes)}. Written from the image's own history: the stages, the folder that was`,
    '# built from and the names of copied files are not in it, and secret-looking values are masked.',
    'FROM scratch',
    ...history.flatMap(stepLines),
    '',
  ].join('\n');
}

function stepLines({ keyword, words, comment, createdAtMs, sizeBytes }: ImageStep): string[] {
  const facts = [
    ...(createdAtMs === undefined ? [] : [new Date(createdAtMs).toISOString().slice(0, 10)]),
    ...(sizeBytes === 0 ? [] : [formatByteSize(sizeBytes)]),
    ...(comment === '' ? [] : [oneLine(comment)]),
  ];
  const about = facts.length === 0 ? [] : [`# ${facts.join(', ')}`];
  return ['', ...about, ...instructionLines(keyword, words)];
}

/** What is no instruction is a comment; several lines of a command are a document of their own. */
function instructionLines(keyword: string, words: string): string[] {
  if (keyword === '') return words === '' ? [] : [`# ${oneLine(words)}`];
  if (!words.includes('\n')) return [`${keyword} ${words}`];
  return keyword === 'RUN'
    ? [`RUN <<'${endMark(words)}'`, words, endMark(words)]
    : [`${keyword} ${words.replaceAll('\n', ' \\\n')}`];
}

/** A word that no line of the text is. */
function endMark(words: string): string {
  const lines = new Set(words.split('\n'));
  let mark = 'EOF';
  while (lines.has(mark)) mark += '_';
  return mark;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

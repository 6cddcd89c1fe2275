import { formatPlural } from '../../../shared/value/count.ts';
import type { MarkedText } from '../../widget/terminal-pane/marked-text.ts';

/** What is copied from a terminal, after a look at it. */
export interface CopyCheck {
  /** What was seen, and nothing else. */
  readonly text: string;
  /** How what is copied differs from what was marked or seen; absent where it does not. */
  readonly notice?: { readonly text: string; readonly detail: string };
}

/**
 * Characters without width that carry nothing to be seen: spaces and marks of direction, joiners beside plain letters,
 * selectors after selectors, and tags outside of flags.
 */
const INVISIBLES = new RegExp(
  [
    '[\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]',
    '(?<![^\\0-\\x7f\\u200c\\u200d])[\\u200c\\u200d]',
    '[\\u200c\\u200d](?![^\\0-\\x7f])',
    '(?<=[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}])[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
    '(?<!\\p{Script=Han})[\\u{e0100}-\\u{e01ef}]',
    '(?<!\\u{1f3f4}[\\u{e0020}-\\u{e007f}]*)[\\u{e0000}-\\u{e007f}]',
  ].join('|'),
  'gu',
);

/** Looks at a marked text before it is copied: what is copied is what was seen, or the notice says so. */
export function checkCopy({ text: marked, hiddenCount, isRaw }: MarkedText): CopyCheck {
  const text = marked.replace(INVISIBLES, '');
  const invisibleCount = marked.match(INVISIBLES)?.length ?? 0;
  const notes = [
    hiddenCount > 0
      ? `${formatPlural(hiddenCount, 'character')} of it cannot be seen, concealed or in the colour of the ground: ${isRaw ? 'copied all the same' : 'left out'}.`
      : undefined,
    invisibleCount > 0
      ? `${formatPlural(invisibleCount, 'character')} without width left out.`
      : undefined,
  ];
  const detail = notes.filter((note) => note !== undefined).join(' ');
  if (detail === '') return { text };
  return {
    text,
    notice: { text: isRaw ? 'Copied more than is seen.' : 'Copied what is seen.', detail },
  };
}

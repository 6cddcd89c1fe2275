import type { HistoryStep } from '../../engine/image-engine.ts';

/** Instructions that never bring files: their step has no layer. Both builders write them so. */
const NO_LAYER =
  /^(?:\/bin\/sh -c )?(?:#\(nop\)\s+)?(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME)\b/i;

/**
 * The size of each layer, the lowest first; `undefined` where the history does not tell them apart. The engine
 * tells sizes by step of the history, and many steps bring no layer.
 * @param history the newest step first, as the engine tells it
 */
export function layerSizes(
  history: readonly HistoryStep[],
  layerCount: number,
): readonly number[] | undefined {
  const steps = history.toReversed();
  const sizes = (chosen: readonly HistoryStep[]): readonly number[] | undefined =>
    chosen.length === layerCount ? chosen.map(({ sizeBytes }) => sizeBytes) : undefined;
  return (
    sizes(steps.filter(({ sizeBytes }) => sizeBytes > 0)) ??
    sizes(steps) ??
    // A step that brings files may bring nothing but an empty folder.
    sizes(steps.filter(({ sizeBytes, createdBy }) => sizeBytes > 0 || !NO_LAYER.test(createdBy)))
  );
}

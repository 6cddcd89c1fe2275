import type * as z from 'zod';
import {
  comparisonContract,
  MAX_CONTAINER_CHANGES,
  type ComparedFacts,
  type ComparedLayer,
  type ComparedSubject,
  type Comparison,
} from '../../../shared/contract/comparison.ts';
import { shortId } from '../../../shared/value/short-id.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions, ImageDetail } from '../../engine/image-engine.ts';
import { platformOf } from '../image/image-facts.ts';
import { layerSizes } from '../image/layer-sizes.ts';
import type { LayerWorker } from '../layer/layer-service.ts';
import { compareValues, readSettings, type Settings } from './compared-settings.ts';

type FilesInput = z.output<typeof comparisonContract.files.input>;
type FilesAnswer = z.output<typeof comparisonContract.files.output>;

/** What is known of one of the two. */
interface Side extends Settings {
  readonly facts: ComparedFacts;
  readonly layers: readonly { readonly digest: string; readonly sizeBytes?: number }[];
  readonly changes: Comparison['beforeChanges'];
}

/** Compares images and containers. */
export class ComparisonService {
  readonly #engine: () => ContainerEngine;
  readonly #worker: Pick<LayerWorker, 'ask'>;

  constructor(engine: () => ContainerEngine, worker: Pick<LayerWorker, 'ask'>) {
    this.#engine = engine;
    this.#worker = worker;
  }

  /** Everything but the files. */
  async facts(
    subjects: { readonly before: ComparedSubject; readonly after: ComparedSubject },
    options: CallOptions,
  ): Promise<Comparison> {
    const engine = this.#engine();
    const [before, after] = await Promise.all([
      readSide(engine, subjects.before, options),
      readSide(engine, subjects.after, options),
    ]);
    return {
      before: before.facts,
      after: after.facts,
      settings: compareValues(before.settings, after.settings),
      env: compareValues(before.env, after.env),
      labels: compareValues(before.labels, after.labels),
      layers: [...compareLayers(before.layers, after.layers)],
      beforeChanges: before.changes,
      afterChanges: after.changes,
    };
  }

  /** Paths that differ between two images that were read. */
  async files(input: FilesInput): Promise<FilesAnswer> {
    const answer = await this.#worker.ask('compareImages', input);
    return comparisonContract.files.output.parse(answer);
  }
}

async function readSide(
  engine: ContainerEngine,
  subject: ComparedSubject,
  options: CallOptions,
): Promise<Side> {
  if (subject.kind === 'image') {
    const image = await engine.inspectImage(subject.id, options);
    const name = image.tags[0] ?? shortId(image.id);
    return {
      ...(await imageSide(engine, image, name, options)),
      ...readSettings(image.inspectText),
      changes: null,
    };
  }
  const { container, inspectText } = await engine.inspectContainer(subject.id, options);
  const [image, changes] = await Promise.all([
    engine.inspectImage(container.imageId, options),
    engine.containerChanges(subject.id, options),
  ]);
  return {
    ...(await imageSide(engine, image, container.name, options)),
    ...readSettings(inspectText),
    changes: { rows: changes.slice(0, MAX_CONTAINER_CHANGES), totalCount: changes.length },
  };
}

async function imageSide(
  engine: ContainerEngine,
  image: ImageDetail,
  name: string,
  options: CallOptions,
): Promise<Pick<Side, 'facts' | 'layers'>> {
  const { id, sizeBytes, layers, createdAtMs } = image;
  const sizes = layerSizes(await engine.imageHistory(id, options), layers.length);
  return {
    facts: {
      name,
      imageId: id,
      platform: platformOf(image),
      sizeBytes,
      layerCount: layers.length,
      ...(createdAtMs !== undefined && { createdAtMs }),
    },
    layers: layers.map((digest, at) => {
      const bytes = sizes?.[at];
      return bytes === undefined ? { digest } : { digest, sizeBytes: bytes };
    }),
  };
}

/** Layers side by side: shared ones up to where the two part, then each side's own. */
function compareLayers(before: Side['layers'], after: Side['layers']): readonly ComparedLayer[] {
  const count = Math.max(before.length, after.length);
  let isShared = true;
  return Array.from({ length: count }, (_, at): ComparedLayer => {
    const [one, other] = [before[at], after[at]];
    isShared &&= one !== undefined && one.digest === other?.digest;
    return {
      isShared,
      ...(one !== undefined && { before: one }),
      ...(other !== undefined && { after: other }),
    };
  });
}

import type { TaskPart } from '../../../shared/contract/task.ts';
import type { PullProgress } from '../../engine/image-engine.ts';

type LayerProgress = Extract<PullProgress, { readonly kind: 'layer' }>;

interface Layer {
  readonly doneBytes: number;
  /** Absent until the engine has told it. */
  readonly totalBytes?: number | undefined;
  readonly isDone: boolean;
  /** What happens to it, in the engine's words. */
  readonly text: string;
}

/** Adds up what the engine tells of each layer. Layers that were here already count for nothing. */
export class PullBytes {
  readonly #layers = new Map<string, Layer>();

  /** Takes what the engine said of one layer. */
  read({ id, phase, currentBytes, totalBytes, text }: LayerProgress): void {
    const known = this.#layers.get(id);
    switch (phase) {
      case 'waiting':
        this.#layers.set(id, known ?? { doneBytes: 0, isDone: false, text });
        return;
      case 'downloading':
        this.#layers.set(id, {
          doneBytes: currentBytes ?? known?.doneBytes ?? 0,
          totalBytes: totalBytes ?? known?.totalBytes,
          isDone: false,
          text,
        });
        return;
      case 'verifying':
      case 'downloaded':
      case 'extracting':
      case 'complete': {
        // Small layers are here before the engine has told their size.
        const totalOrSeen = known?.totalBytes ?? known?.doneBytes ?? 0;
        const isDone = phase === 'complete';
        this.#layers.set(id, { doneBytes: totalOrSeen, totalBytes: totalOrSeen, isDone, text });
        return;
      }
      case 'present':
        this.#layers.delete(id);
        return;
      case 'other':
        return;
    }
  }

  /** The whole is unknown while the engine has not told every layer's size. */
  progress(): { readonly doneBytes: number; readonly totalBytes?: number } {
    const layers = [...this.#layers.values()];
    const doneBytes = layers.reduce((sum, layer) => sum + layer.doneBytes, 0);
    if (layers.length === 0 || layers.some((layer) => layer.totalBytes === undefined)) {
      return { doneBytes };
    }
    return {
      doneBytes,
      totalBytes: layers.reduce((sum, layer) => sum + (layer.totalBytes ?? 0), 0),
    };
  }

  /** Each layer that is not here yet, in the engine's order. */
  parts(): readonly TaskPart[] {
    return [...this.#layers].map(([id, { doneBytes, totalBytes, isDone, text }]) => ({
      id,
      status: isDone
        ? 'done'
        : text === 'Waiting' || text === 'Pulling fs layer'
          ? 'waiting'
          : 'running',
      detail: text,
      doneBytes,
      ...(totalBytes !== undefined && { totalBytes }),
    }));
  }

  /** For example `3 of 9 layers`. */
  detail(): string {
    const layers = [...this.#layers.values()];
    const doneCount = layers.filter((layer) => layer.isDone).length;
    return `Pulling: ${doneCount} of ${layers.length} layers`;
  }
}

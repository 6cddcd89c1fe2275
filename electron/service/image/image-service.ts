import type {
  ImageChoice,
  ImageList,
  ImageName,
  ImageRemovalPlan,
  ImageRemovalResult,
} from '../../../shared/contract/image.ts';
import type { CallOptions } from '../../engine/image-engine.ts';
import type { EngineAccess } from '../launch/engine-access.ts';
import type { TaskService } from '../task/task-service.ts';
import { ImageFactReader } from './image-facts.ts';
import { ImageWatch } from './image-watch.ts';
import { planRemoval } from './plan-removal.ts';
import { removeImages } from './remove-images.ts';

/** What the user may do with images. */
export class ImageService {
  readonly #access: EngineAccess;
  readonly #tasks: TaskService;
  readonly #facts = new ImageFactReader();

  constructor(access: EngineAccess, tasks: TaskService) {
    this.#access = access;
    this.#tasks = tasks;
  }

  /** Every image now and whenever something changes, until the signal. */
  watch(signal: AbortSignal): AsyncGenerator<ImageList, void, undefined> {
    return new ImageWatch(this.#access, this.#facts, signal).lists();
  }

  async previewRemoval(choice: ImageChoice, options: CallOptions): Promise<ImageRemovalPlan> {
    return await planRemoval(this.#access.engine, this.#facts, choice, options);
  }

  async remove(names: readonly ImageName[]): Promise<ImageRemovalResult[]> {
    return await removeImages(this.#access.engine, this.#tasks, names);
  }
}

import { AppError } from '../../../shared/ipc/app-error.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';
import type { ImageDetail } from '../../engine/image-engine.ts';
import {
  RECIPE_LABEL,
  type LocalImage,
  type LocalRecipe,
} from '../../engine/local/local-recipe.ts';
import type { LaunchTemplate } from '../template/launch-template.ts';
import type { FoundImage, LaunchJob } from './launch-job.ts';
import { describeStep } from './launch-state.ts';
import { makeImage } from './make-image.ts';
import { pullImage } from './pull-image.ts';

/**
 * How long a registry may take to say whether it has the image. A name that does not resolve and
 * a refused connection show at once; this is for networks that swallow packets.
 */
const REGISTRY_TIMEOUT_MS = 8_000;

/** The template's image and how it came to be here. */
export async function findImage(
  job: LaunchJob,
  template: LaunchTemplate,
): Promise<{ readonly image: FoundImage; readonly detail: string }> {
  const { signal } = job;
  const recipe = template.localRecipe === undefined ? undefined : job.recipes[template.localRecipe];
  const present = await inspect(job, template.image);
  if (present !== undefined) {
    return { image: fromRegistry(template, present), detail: 'Already here' };
  }
  const local = await describe(recipe);
  if (local !== undefined) {
    const made = await inspectMade(job, local);
    if (made !== undefined) return { image: fromRecipe(local, made), detail: 'Already here' };
  }
  const refusal = await tryPull(job, template);
  if (refusal === undefined) {
    const pulled = await job.engine.inspectImage(template.image, { signal });
    return { image: fromRegistry(template, pulled), detail: 'Pulled' };
  }
  if (recipe === undefined) throw new AppError(refusal);
  job.report(describeStep('image', 'The registry does not answer: making it here'), 'now');
  try {
    const reference = await makeImage(job, recipe, local ?? (await recipe.describe()));
    const made = await job.engine.inspectImage(reference, { signal });
    return {
      image: fromRecipe({ reference }, made),
      detail: 'Made on this machine: the registry did not answer',
    };
  } catch (error) {
    throw signal.aborted ? error : bothFailed(refusal, error);
  }
}

/** Pulls where the registry answers; else answers why not. */
async function tryPull(job: LaunchJob, template: LaunchTemplate): Promise<Failure | undefined> {
  const { signal } = job;
  job.report(describeStep('image', 'Asking the registry'), 'now');
  const deadline = AbortSignal.timeout(REGISTRY_TIMEOUT_MS);
  try {
    await job.engine.distribution(template.image, { signal: AbortSignal.any([signal, deadline]) });
  } catch (error) {
    if (signal.aborted) throw error;
    if (!deadline.aborted) return asRefusal(error);
    return {
      code: 'registry-unreachable',
      message: `The registry of ${template.image} did not answer within 8 s.`,
      hint: 'Check the network of the machine that the engine runs on.',
      subject: template.image,
    };
  }
  try {
    signal.throwIfAborted();
    await pullImage(job, template.image);
    return undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    // Some networks let a registry's front answer and block where its layers lie.
    return asRefusal(error);
  }
}

/** Only what another source can cure; everything else ends the launch. */
function asRefusal(error: unknown): Failure {
  const code = error instanceof AppError ? error.failure.code : 'internal';
  const isCurable = ['registry-unreachable', 'registry-denied', 'not-found', 'timed-out'];
  if (error instanceof AppError && isCurable.includes(code)) return error.failure;
  throw error;
}

async function inspect(job: LaunchJob, reference: string): Promise<ImageDetail | undefined> {
  try {
    return await job.engine.inspectImage(reference, { signal: job.signal });
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'not-found') return undefined;
    throw error;
  }
}

/** An image of that name which somebody else made is not ours. */
async function inspectMade(job: LaunchJob, local: LocalImage): Promise<ImageDetail | undefined> {
  const found = await inspect(job, local.reference);
  return found?.labels[RECIPE_LABEL] === local.hash ? found : undefined;
}

async function describe(recipe: LocalRecipe | undefined): Promise<LocalImage | undefined> {
  try {
    return await recipe?.describe();
  } catch {
    // A machine without packages of its own may still pull.
    return undefined;
  }
}

function fromRegistry(template: LaunchTemplate, image: ImageDetail): FoundImage {
  const { user, entrypoint } = image;
  return { reference: template.image, user, entrypoint, command: template.command };
}

function fromRecipe(local: Pick<LocalImage, 'reference'>, image: ImageDetail): FoundImage {
  return { reference: local.reference, user: image.user, entrypoint: image.entrypoint };
}

function bothFailed(refusal: Failure, error: unknown): AppError {
  const own: Failure =
    error instanceof AppError
      ? error.failure
      : { code: 'internal', message: 'Making the image failed.', cause: String(error) };
  return new AppError({
    ...own,
    message: `The image could not be pulled, and not be made here either: ${own.message}`,
    cause: [`Pull: ${refusal.message}`, refusal.cause, `Here: ${own.message}`, own.cause]
      .filter((part) => part !== undefined)
      .join('\n'),
  });
}

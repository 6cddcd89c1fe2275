import { AppError } from '../../../shared/ipc/app-error.ts';
import { RateMeter } from '../task/rate-meter.ts';
import type { LaunchJob } from './launch-job.ts';
import { describeStep } from './launch-state.ts';
import { PullBytes } from './pull-bytes.ts';
import { runAsTask } from './run-as-task.ts';

/** Pulls an image as a task. A stream without its final word is `interrupted`, not done. */
export async function pullImage(job: LaunchJob, reference: string): Promise<void> {
  await runAsTask(job, 'pull', `Pull ${reference}`, async (task) => {
    const bytes = new PullBytes();
    const rate = new RateMeter();
    for await (const item of job.engine.pullImage(reference, { signal: job.signal })) {
      if (item.kind === 'done') return;
      if (item.kind === 'layer') bytes.read(item);
      const progress = bytes.progress();
      const detail = item.kind === 'message' ? item.text : bytes.detail();
      rate.read(progress.doneBytes);
      const bytesPerSecond = rate.bytesPerSecond();
      task.update({ detail, ...progress, bytesPerSecond, parts: bytes.parts() });
      job.report(describeStep('image', detail, progress), 'soon');
    }
    throw new AppError({
      code: 'interrupted',
      message: 'The engine ended the pull without saying that it is done.',
      hint: 'Launch again: layers that are complete are kept.',
      subject: reference,
    });
  });
}

import type { ContainerDetail } from '../../../shared/contract/container.ts';
import type { HelperPlan } from '../../../shared/contract/helper.ts';
import { AppError } from '../../../shared/ipc/app-error.ts';
import type { ContainerEngine } from '../../engine/container-engine.ts';
import type { CallOptions } from '../../engine/image-engine.ts';
import { filesClosed, noShellInImage } from './helper-failure.ts';
import { helperImages } from './helper-images.ts';
import { helperLabels } from './helper-labels.ts';
import { helperName, startPart, type HelperMaking, type MadeHelper } from './helper-making.ts';
import { toTargetFacts } from './to-target-facts.ts';

/** Where a helper has its target's files. */
export const TARGET_DIRECTORY = '/target';

/** With the target's processes in sight its first one is number 1. Waits for input that never comes. */
const SCRIPT = `ln -s /proc/1/root ${TARGET_DIRECTORY}; read -r _`;

/** Lists nothing where the target's files may not be looked at. */
const CHECK = ['/bin/sh', '-c', `cd ${TARGET_DIRECTORY} && ls -d . && echo reached`];

/** Fails where the first process in sight would not be the target's own. */
function checkOwnProcesses(target: ContainerDetail): void {
  const { foreignProcesses } = toTargetFacts(target);
  if (foreignProcesses === undefined) return;
  const { name } = target.container;
  throw new AppError({
    code: 'conflict',
    message:
      foreignProcesses === 'host'
        ? `${name} shares the processes of the whole machine: a helper would see and could end all of them.`
        : `${name} shares the processes of another container: a helper could not tell its files from that one’s.`,
    hint: 'Stop it: a helper then shows a copy of its files.',
    subject: name,
  });
}

/** What would be made beside a container that runs. */
export async function planBeside(
  engine: ContainerEngine,
  target: ContainerDetail,
  last: string,
  options: CallOptions,
): Promise<HelperPlan> {
  checkRunning(target);
  checkOwnProcesses(target);
  const { shares, deviceRequests } = toTargetFacts(target);
  return {
    kind: 'beside',
    containerName: target.container.name,
    images: await helperImages(engine, last, options),
    sharesHostNetwork: shares.network === 'host',
    sharesMemory: shares.ipc !== undefined,
    sharesDevices: deviceRequests.length > 0,
  };
}

function checkRunning({ container: { name, state } }: ContainerDetail): void {
  if (state === 'running') return;
  throw new AppError({
    code: 'conflict',
    message: `${name} is ${state}: neither can one see into it nor copy it.`,
    hint: state === 'paused' ? 'Resume or stop it first.' : 'Wait until it runs or has stopped.',
    subject: name,
  });
}

/** Makes a container beside one that runs: it sees its processes, network and files. */
export async function makeBeside(making: HelperMaking): Promise<MadeHelper> {
  const { target, image = '', owner } = making;
  checkRunning(target);
  checkOwnProcesses(target);
  const { shares, deviceRequests } = toTargetFacts(target);
  const name = helperName(target);
  try {
    const started = await startPart(making, {
      name,
      image,
      entrypoint: ['/bin/sh', '-c', SCRIPT],
      command: [],
      user: '0',
      workingDirectory: '/',
      shares,
      // Without it the files of another container's processes stay closed.
      capabilities: ['SYS_PTRACE'],
      deviceRequests,
      keepsInputOpen: true,
      labels: helperLabels(target.container.id, owner, name),
    });
    await checkFiles(making, started.helperId);
    // Not in the target's files: engines take a shell that begins outside of its own for a break-out.
    return { ...started, choice: { user: '0', directory: '/' } };
  } catch (error) {
    throw noShellInImage(error, image) ?? error;
  }
}

/** Fails where the target's files cannot be looked at. */
async function checkFiles({ engine, target }: HelperMaking, helperId: string): Promise<void> {
  const check = await engine.startExec(helperId, {
    command: CHECK,
    env: [],
    columns: 80,
    rows: 24,
    user: '0',
  });
  let words = '';
  const decoder = new TextDecoder();
  for await (const bytes of check.output) words += decoder.decode(bytes, { stream: true });
  check.dispose();
  if (/(?:^|\s)reached\s*$/.test(words)) return;
  const { securityOptions } = await engine.info();
  throw filesClosed(target.container.name, words.trim(), securityOptions);
}

import type {
  Launch,
  LaunchStatus,
  LaunchStep,
  LaunchStepName,
} from '../../../shared/contract/launch.ts';
import type { Failure } from '../../../shared/ipc/failure.ts';

const stepNames: readonly LaunchStepName[] = ['image', 'create', 'start', 'ready'];

const statusDuring: Readonly<Record<LaunchStepName, LaunchStatus>> = {
  image: 'Pulling',
  create: 'Creating',
  start: 'Starting',
  ready: 'Starting',
};

/** What makes one state of a launch out of another. */
export type LaunchChange = (launch: Launch) => Launch;

/** A launch that has done nothing yet. */
export function newLaunch(
  parts: Pick<Launch, 'id' | 'name' | 'templateId' | 'templateTitle' | 'createdAtMs'>,
): Launch {
  return { ...parts, status: 'Pulling', steps: waitingFrom('image', []), isEnding: false };
}

/** True while a launch is on its way to `Ready`. */
export function isUnderWay(launch: Launch): boolean {
  return ['Pulling', 'Creating', 'Starting'].includes(launch.status);
}

/**
 * True while nobody can have worked in its container: it was begun by us and never was ready. Only
 * then may a cancel take the container away.
 */
export function isFirstRun(launch: Launch): boolean {
  return launch.readyAtMs === undefined && launch.steps[0]?.startedAtMs !== undefined;
}

/** Begins a step; those after it wait again. */
export function beginStep(name: LaunchStepName, detail: string): LaunchChange {
  return (launch) => {
    const { failure: _failure, progress: _progress, ...rest } = launch;
    const running: LaunchStep = { name, status: 'running', detail, startedAtMs: Date.now() };
    const steps = waitingFrom(name, launch.steps).map((step) =>
      step.name === name ? running : step,
    );
    return { ...rest, status: statusDuring[name], steps };
  };
}

/** Says what the running step is doing, and how many bytes of the image are here. */
export function describeStep(
  name: LaunchStepName,
  detail: string,
  progress?: Launch['progress'],
): LaunchChange {
  return (launch) => ({
    ...launch,
    ...(progress !== undefined && { progress }),
    steps: replaceStep(launch.steps, name, (step) => ({ ...step, detail })),
  });
}

/** Ends a step well. */
export function endStep(name: LaunchStepName, detail: string): LaunchChange {
  return (launch) => {
    const { progress: _progress, ...rest } = launch;
    return {
      ...rest,
      steps: replaceStep(launch.steps, name, (step) => ended(step, 'done', detail)),
    };
  };
}

/** The launch failed at the step that runs. */
export function fail(failure: Failure): LaunchChange {
  return (launch) => {
    const { progress: _progress, ...rest } = launch;
    return {
      ...rest,
      status: 'Failed',
      failure,
      isEnding: false,
      steps: launch.steps.map((step) =>
        step.status === 'running' ? ended(step, 'failed', failure.message) : step,
      ),
    };
  };
}

/** The readiness check passed. */
export function becomeReady(address: string): LaunchChange {
  return (launch) => {
    const { failure: _failure, ...rest } = launch;
    const done = endStep('ready', 'Answers')({ ...rest, address });
    return { ...done, status: 'Ready', readyAtMs: Date.now() };
  };
}

/** The container does not run; it can be started again. */
export function becomeStopped(launch: Launch): Launch {
  const { address: _address, failure: _failure, progress: _progress, ...rest } = launch;
  return { ...rest, status: 'Stopped', isEnding: false };
}

function ended(step: LaunchStep, status: 'done' | 'failed', detail: string): LaunchStep {
  const startedAtMs = step.startedAtMs ?? Date.now();
  return { ...step, status, detail, startedAtMs, durationMs: Date.now() - startedAtMs };
}

function replaceStep(
  steps: readonly LaunchStep[],
  name: LaunchStepName,
  change: (step: LaunchStep) => LaunchStep,
): LaunchStep[] {
  return steps.map((step) => (step.name === name ? change(step) : step));
}

/** All four steps: what was done before `name` stays, it and all after it wait. */
function waitingFrom(name: LaunchStepName, steps: readonly LaunchStep[]): LaunchStep[] {
  const first = stepNames.indexOf(name);
  return stepNames.map((each, index) => {
    const known = steps.find((step) => step.name === each);
    const isPast = index < first;
    if (isPast && known !== undefined && known.status !== 'waiting') return known;
    return { name: each, status: isPast ? 'done' : 'waiting', detail: '' };
  });
}

import { LaunchRig } from './launch-rig.ts';

// Launches and tells each change on standard output, until somebody kills it.
const [, , socketPath = '', stateDirectory = '', cacheDirectory] = process.argv;
const rig = await LaunchRig.start({
  socketPath,
  stateDirectory,
  ...(cacheDirectory !== undefined && { cacheDirectory }),
});
const id = await rig.launches.launch('starter-notebook');
for await (const all of rig.launches.watch(new AbortController().signal)) {
  const launch = all.find((each) => each.id === id);
  const step = launch?.steps.findLast(({ status }) => status !== 'waiting');
  process.stdout.write(`${id} ${step?.name} ${step?.status} ${step?.detail}\n`);
}

import { appContract } from './app.ts';
import { comparisonContract } from './comparison.ts';
import { containerContract } from './container.ts';
import { engineContract } from './engine.ts';
import { execContract } from './exec.ts';
import { helperContract } from './helper.ts';
import { imageContract } from './image.ts';
import { launchContract } from './launch.ts';
import { layerContract } from './layer.ts';
import { packageContract } from './package.ts';
import { recordingContract } from './recording.ts';
import { taskContract } from './task.ts';
import { templateContract } from './template.ts';
import { terminalContract } from './terminal.ts';

/** Everything that may cross between window and main process, one line per domain. */
export const allContracts = {
  app: appContract,
  comparison: comparisonContract,
  container: containerContract,
  engine: engineContract,
  exec: execContract,
  helper: helperContract,
  image: imageContract,
  launch: launchContract,
  layer: layerContract,
  package: packageContract,
  recording: recordingContract,
  task: taskContract,
  template: templateContract,
  terminal: terminalContract,
} as const;
export type AllContracts = typeof allContracts;

import * as z from 'zod';
import type { CallOptions } from '../image-engine.ts';
import type { ExecConnection } from '../container-exec.ts';
import { checkShape, optionalText } from './check-shape.ts';
import { connectionOver, DETACH_KEYS } from './program-connection.ts';
import type { RequestShaper } from './to-request-shaper.ts';

const StateSchema = z.looseObject({
  State: z.looseObject({
    Running: z.boolean(),
    ExitCode: z.number().int(),
    StartedAt: optionalText,
  }),
});

/** Takes over the connection to a container's own program, which has a terminal. */
export async function attachContainer(
  shape: (options: CallOptions) => RequestShaper,
  containerId: string,
  options: CallOptions,
): Promise<ExecConnection> {
  const stateOf = async (call: CallOptions) => {
    const reply = await shape(call).getContainer(containerId).inspect({});
    return checkShape(StateSchema, reply, 'the container').State;
  };
  const { StartedAt: startedAt } = await stateOf(options);
  const socket = await shape(options)
    .getContainer(containerId)
    .attach({
      hijack: true,
      stdin: true,
      _query: { stream: 1, stdin: 1, stdout: 1, stderr: 1, detachKeys: DETACH_KEYS },
      _body: {},
    });
  return connectionOver(socket, {
    inspect: async (call = {}) => {
      const state = await stateOf(call);
      // A restart begins another program, and takes the former one's exit code with it.
      if (state.StartedAt !== startedAt) return { isRunning: false };
      return { isRunning: state.Running, ...(!state.Running && { exitCode: state.ExitCode }) };
    },
    resize: async (columns, rows, call = {}) => {
      await shape(call).getContainer(containerId).resize({ h: rows, w: columns });
    },
  });
}

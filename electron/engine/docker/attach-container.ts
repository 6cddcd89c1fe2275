import * as z from 'zod';
import type { CallOptions } from '../container-engine.ts';
import type { ExecConnection } from '../container-exec.ts';
import { checkShape } from './check-shape.ts';
import { connectionOver, DETACH_KEYS } from './program-connection.ts';
import type { RequestShaper } from './to-request-shaper.ts';

const StateSchema = z.looseObject({
  State: z.looseObject({ Running: z.boolean(), ExitCode: z.number().int() }),
});

/** Takes over the connection to a container's own program, which has a terminal. */
export async function attachContainer(
  shape: (options: CallOptions) => RequestShaper,
  containerId: string,
  options: CallOptions,
): Promise<ExecConnection> {
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
      const reply = await shape(call).getContainer(containerId).inspect({});
      const { State: state } = checkShape(StateSchema, reply, 'the container');
      return { isRunning: state.Running, ...(!state.Running && { exitCode: state.ExitCode }) };
    },
    resize: async (columns, rows, call = {}) => {
      await shape(call).getContainer(containerId).resize({ h: rows, w: columns });
    },
  });
}

import { Agent, request } from 'node:http';
import { z } from 'zod';

const listSchema = z.array(z.object({ Id: z.string() }));

/**
 * How long `GET /containers/json?all=1` takes alone, read and parsed, over a connection that stays open: the least
 * that any list of containers costs. Returns `count` times in milliseconds.
 */
export async function timeApiList(
  socketPath: string,
  expected: number,
  count: number,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  try {
    await list(agent, socketPath);
    for (let round = 0; round < count; round += 1) {
      const startMs = performance.now();
      const containers = await list(agent, socketPath);
      times.push(performance.now() - startMs);
      const { length } = listSchema.parse(containers);
      if (length !== expected) throw new Error(`the engine lists ${length}, not ${expected}`);
    }
  } finally {
    agent.destroy();
  }
  return times;
}

async function list(agent: Agent, socketPath: string): Promise<unknown> {
  const outgoing = request({ agent, socketPath, path: '/containers/json?all=1' });
  outgoing.end();
  const chunks: Buffer[] = [];
  const response = new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  for await (const chunk of await response) chunks.push(chunk);
  const answer: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return answer;
}

import { afterEach, expect, it } from 'vitest';
import { ExecService } from '../../electron/service/exec/exec-service.ts';
import { TerminalService } from '../../electron/service/terminal/terminal-service.ts';
import type { ContainerExecs } from '../../shared/contract/exec.ts';
import { describeEachEngine, failureOf, until } from './each-engine.ts';
import { quietAccess } from './quiet-access.ts';
import { WatchedSession } from './watched-session.ts';

const FOREVER = ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 0.1; done'];

describeEachEngine('programs that were begun from outside', (under) => {
  let containerId = '';
  const services: TerminalService[] = [];

  afterEach(async () => {
    await Promise.all(services.splice(0).map(async (service) => await service.dispose()));
    await under().engine.removeContainer(containerId, { force: true, volumes: true });
  });

  it('are listed with who began them and their age, and end one by one', async () => {
    const { engine, image } = under();
    containerId = await engine.createContainer({ image, command: FOREVER });
    await engine.startContainer(containerId);
    const [open, lost] = [0, 1].map(() => new TerminalService(quietAccess(engine)));
    if (open === undefined || lost === undefined) throw new Error('no services');
    services.push(open, lost);
    const execs = new ExecService(() => engine, open);
    const shell = await WatchedSession.open(open, containerId);
    const forgotten = await WatchedSession.open(lost, containerId);
    const begin = async (...command: readonly string[]): Promise<void> => {
      await engine.startExec(containerId, { command, env: [], columns: 80, rows: 24 });
    };
    await begin('sleep', '1001');
    await begin('sleep', '1002');
    await begin('sleep', '1002');

    let listed: ContainerExecs = { execs: [] };
    const find = (command: string, origin = 'other') =>
      listed.execs.find((exec) => exec.command === command && exec.origin.kind === origin);
    const endOf = async (exec: ReturnType<typeof find>): Promise<void> => {
      if (exec === undefined) throw new Error(`not in ${JSON.stringify(listed)}`);
      await execs.end(containerId, exec.id);
    };
    await until(async () => {
      listed = await execs.list(containerId);
      return listed.execs.length === 5;
    });
    expect(listed.ageUnknown).toBeUndefined();
    expect(find('sleep 1001')).toMatchObject({ hasTty: true, ageSeconds: expect.any(Number) });
    expect(find('/bin/sh', 'open-terminal')?.origin).toMatchObject({ sessionId: shell.id });

    expect(await failureOf(endOf(find('sleep 1002')))).toMatchObject({
      code: 'conflict',
      message: '2 programs in this container look the same, so none was ended.',
    });
    await endOf(find('sleep 1001'));
    await endOf(find('/bin/sh', 'lost-terminal'));
    await forgotten.reaches('ended');
    expect(shell.row.state.kind).toBe('running');
    await endOf(find('/bin/sh', 'open-terminal'));
    expect(open.list()).toEqual([]);
    listed = await execs.list(containerId);
    expect(listed.execs.map(({ command }) => command)).toEqual(['sleep 1002', 'sleep 1002']);
  });
});

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/base/log.ts';
import { type EmbeddedAsterisk, startEmbedded } from '../../src/embedded/embedded.ts';
import { type Setting, sides } from './cells.ts';
import { extensionsConf, officeFile, phoneIds, queuesConf, secret, trunkHost } from './office.ts';
import { Swarm } from './swarm/swarm.ts';

/** An Asterisk with app_queue, a Cordboard at it, and everybody who calls and answers. */
export interface Stage {
  readonly swarm: Swarm;
  readonly pids: { readonly asterisk: number; readonly cordboard: number };
  close(): Promise<void>;
}

/** When it rejects, nothing is left running. */
export async function openStage(setting: Setting): Promise<Stage> {
  const ends: (() => Promise<unknown> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-bench-'));
    ends.push(() => rm(folder, { recursive: true }));
    const asterisk = await startEmbedded({
      dataDir: folder,
      log: createLogger('warn'),
      ports: { ari: 0, sip: 0 },
      modules: ['app_queue.so'],
      files: { 'queues.conf': queuesConf(setting), 'extensions.conf': extensionsConf(setting) },
    });
    ends.push(() => asterisk.stop());
    const cordboard = await startCordboard(join(folder, 'cordboard'), asterisk, officeFile(setting));
    ends.push(() => endCordboard(cordboard));
    const swarm = await Swarm.open(asterisk.sip, { trunkHost });
    ends.push(() => swarm.close());
    for (const side of sides) await swarm.register(phoneIds(side, setting), secret);
    return { swarm, pids: { asterisk: asterisk.pid, cordboard: cordboard.pid ?? 0 }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startCordboard(
  dataDir: string,
  { ari }: EmbeddedAsterisk,
  office: string,
): Promise<ChildProcess> {
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'office.yaml'), office, { mode: 0o600 });
  const child = fork(join(import.meta.dirname, 'cordboard-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      CORDBOARD_DATA: dataDir,
      CORDBOARD_PORT: '0',
      CORDBOARD_ARI_URL: ari.url,
      CORDBOARD_ARI_USER: ari.user,
      CORDBOARD_ARI_PASSWORD: ari.password,
    },
  });
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
  if (message === 'ready') return child;
  await endCordboard(child);
  throw new Error(`Cordboard did not start: ${String(message)}`);
}

async function endCordboard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  if (child.connected) child.disconnect();
  await exit;
}

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/base/log.ts';
import { startEmbedded, type EmbeddedAsterisk } from '../../src/embedded/embedded.ts';
import { Phone } from '../phone/phone.ts';
import { Trunk } from '../phone/trunk.ts';
import {
  benchOffice,
  extensionsConf,
  type Peer,
  peers,
  phoneId,
  queuesConf,
  secret,
  trunkHost,
} from './office.ts';
import { round, summarize } from './stats.ts';
import { newRound, type Round, saturate, trickle } from './traffic.ts';

export interface DispatchOptions {
  readonly agents: number;
  readonly waiting: number;
  /** Rounds of each peer; they take turns. */
  readonly rounds: number;
  readonly seconds: number;
  /** app_queue's pause between attempts. */
  readonly retryS: number;
}

const talkMs = 1_500;
const trickleCalls = 15;

/**
 * Native app_queue and Cordboard on one Asterisk, taking turns: how long a freed agent stays without the next call,
 * and how long a caller is in before a free agent's phone is asked to ring.
 */
export async function benchDispatch(options: DispatchOptions): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-bench-'));
  const asterisk = await startEmbedded({
    dataDir: folder,
    log: createLogger('warn'),
    ports: { ari: 0, sip: 0 },
    modules: ['app_queue.so'],
    files: { 'queues.conf': queuesConf(options.agents, options.retryS), 'extensions.conf': extensionsConf },
  });
  const opened: { close(): Promise<void> }[] = [];
  let cordboard: ChildProcess | null = null;
  try {
    cordboard = await startCordboard(folder, asterisk, options.agents);
    const trunk = await Trunk.open({ server: asterisk.sip, localHost: trunkHost, media: 'none' });
    opened.push(trunk);
    const phones = { cordboard: [] as Phone[], app_queue: [] as Phone[] };
    for (const peer of peers) {
      for (let number = 1; number <= options.agents; number += 1) {
        const phone = await Phone.open({
          server: asterisk.sip,
          user: phoneId(peer, number),
          secret,
          media: 'none',
        });
        opened.push(phone);
        await phone.register();
        phones[peer].push(phone);
      }
    }
    const rounds: Record<Peer, Round> = { cordboard: newRound(), app_queue: newRound() };
    for (let n = 1; n <= options.rounds; n += 1) {
      for (const peer of peers) {
        process.stderr.write(`round ${n} of ${options.rounds}: ${peer}\n`);
        const traffic = { peer, phones: phones[peer], trunk, random: Math.random };
        await trickle(traffic, { calls: trickleCalls, round: rounds[peer] });
        await saturate(traffic, {
          waiting: options.waiting,
          durationMs: options.seconds * 1000,
          talkMs,
          round: rounds[peer],
        });
      }
    }
    return report(options, rounds);
  } finally {
    await Promise.all(opened.map((one) => one.close()));
    if (cordboard?.connected) {
      const exit = once(cordboard, 'exit');
      cordboard.disconnect();
      await exit;
    }
    await asterisk.stop();
    await rm(folder, { recursive: true });
  }
}

async function startCordboard(
  folder: string,
  asterisk: EmbeddedAsterisk,
  agents: number,
): Promise<ChildProcess> {
  const dataDir = join(folder, 'cordboard');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'office.yaml'), benchOffice(agents), { mode: 0o600 });
  const child = fork(join(import.meta.dirname, 'cordboard-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      CORDBOARD_DATA: dataDir,
      CORDBOARD_PORT: '0',
      CORDBOARD_ARI_URL: asterisk.ari.url,
      CORDBOARD_ARI_USER: asterisk.ari.user,
      CORDBOARD_ARI_PASSWORD: asterisk.ari.password,
    },
  });
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
  if (message !== 'ready') throw new Error(`Cordboard did not start (${String(message)})`);
  return child;
}

function report(options: DispatchOptions, rounds: Record<Peer, Round>): Record<string, unknown> {
  const of = (peer: Peer) => ({
    calls: rounds[peer].calls,
    failed: rounds[peer].failed,
    idleGapMs: summarize(rounds[peer].idleGapMs),
    entryToInviteMs: summarize(rounds[peer].entryToInviteMs),
  });
  const [ours, theirs] = [of('cordboard'), of('app_queue')];
  const ratio = (measure: 'idleGapMs' | 'entryToInviteMs'): number =>
    round((theirs[measure]?.p50 ?? Number.NaN) / (ours[measure]?.p50 ?? Number.NaN));
  return {
    bench: 'dispatch',
    ...options,
    cordboard: ours,
    app_queue: theirs,
    idleGapRatioP50: ratio('idleGapMs'),
    entryToInviteRatioP50: ratio('entryToInviteMs'),
  };
}

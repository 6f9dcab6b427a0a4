import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { AriError } from '../../src/asterisk/ari/errors.ts';
import type { AriEvent } from '../../src/asterisk/ari/events.generated.ts';
import type { AriTransport } from '../../src/asterisk/ari/info.ts';
import { openPort } from '../../src/asterisk/ari/port.ts';
import type { AriPort, PortOptions } from '../../src/asterisk/ari/port.ts';
import { createLogger } from '../../src/base/log.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import type { EmbeddedAsterisk } from '../../src/embedded/embedded.ts';
import { portOptions } from '../unit/asterisk/port-options.ts';

const dialplan = `
[test]
exten => wait,1,Answer()
 same => n,Wait(60)
`;

/** A real Asterisk to try the line on, with the ports opened to it. */
export interface LineBench {
  readonly asterisk: EmbeddedAsterisk;
  options(changes?: Partial<PortOptions>): PortOptions;
  open(changes?: Partial<PortOptions>): Promise<AriPort>;
  /** Stops it in its tracks, as a machine that hangs would; gives what lets it go on. */
  freeze(): Promise<() => void>;
  /** Hangs every channel up and closes every port. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startLineBench(transport: AriTransport, events: AriEvent[]): Promise<LineBench> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cordboard-ari-'));
  const asterisk = await startEmbedded({
    dataDir,
    log: createLogger('silent'),
    ports: { ari: 0, sip: 0, rtp: 0 },
    // One that wants its umlaut and its percent sign unharmed.
    password: 'pass%20wörd+&',
    files: { 'extensions.conf': dialplan },
  });
  const opened: AriPort[] = [];
  const bench: LineBench = {
    asterisk,
    options(changes = {}) {
      const { url, user, password } = asterisk.ari;
      return { ...portOptions(url, events), user, password, transport, ...changes };
    },
    async open(changes) {
      const port = await openPort(bench.options(changes));
      opened.push(port);
      return port;
    },
    async freeze() {
      const { pid } = asterisk;
      process.kill(pid, 'SIGSTOP');
      // Its threads stop one by one.
      await vi.waitFor(async () => {
        const status = await readFile(`/proc/${pid}/status`, 'utf8');
        if (!status.includes('State:\tT')) throw new Error('it still runs');
      });
      return () => void process.kill(pid, 'SIGCONT');
    },
    async clear() {
      const port = await bench.open({ app: 'clearing' });
      for (const { id } of await port.request('channels.list', {})) {
        await port.request('channels.hangup', { channelId: id }).catch(ignoreGone);
      }
      await vi.waitFor(async () => {
        const left = await port.request('channels.list', {});
        if (left.length > 0) throw new Error(`${left.length} channels are left`);
      });
      await Promise.all(opened.splice(0).map((each) => each.close()));
    },
    async stop() {
      await asterisk.stop(0);
      await rm(dataDir, { recursive: true });
    },
  };
  return bench;
}

function ignoreGone(error: AriError): void {
  if (error.code !== 'not-found') throw error;
}

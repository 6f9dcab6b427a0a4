import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../../src/base/log.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import type { EmbeddedAsterisk } from '../../src/embedded/embedded.ts';

const log = createLogger('silent');
const anyPorts = { ari: 0, sip: 0, rtp: 0 } as const;

async function ari(asterisk: EmbeddedAsterisk, method: string, path: string, body?: unknown) {
  const { url, user, password } = asterisk.ari;
  const response = await fetch(`${url}/ari/${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

function put(asterisk: EmbeddedAsterisk, type: string, id: string, fields: Record<string, string>) {
  return ari(asterisk, 'PUT', `asterisk/config/dynamic/res_pjsip/${type}/${id}`, {
    fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })),
  });
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the embedded Asterisk', () => {
  let dataDir: string;
  let asterisk: EmbeddedAsterisk;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cordboard-embedded-'));
    asterisk = await startEmbedded({ dataDir, log, ports: anyPorts });
  });

  afterAll(async () => {
    await asterisk.stop();
    await rm(dataDir, { recursive: true });
  });

  test('answers ARI to its password only, and takes commands', async () => {
    const info = await ari(asterisk, 'GET', 'asterisk/info');
    expect(info.status).toBe(200);
    expect(info.text).toContain(asterisk.version);
    const stranger: EmbeddedAsterisk = { ...asterisk, ari: { ...asterisk.ari, password: 'wrong' } };
    expect((await ari(stranger, 'GET', 'asterisk/info')).status).toBe(401);
    expect(await asterisk.cli('core show version')).toContain(`Asterisk ${asterisk.version}`);
    expect(await asterisk.cli('dialplan show cordboard')).toContain('cordboard-enter');
  });

  test('starts without an error or a warning in its log', async () => {
    const said = await readFile(join(dataDir, 'asterisk/log/messages.log'), 'utf8');
    expect(said.split('\n').filter((line) => /\] (?:ERROR|WARNING)\[/.test(line))).toEqual([]);
  });

  test('keeps pushed accounts over a restart, on the same ports', async () => {
    const phone = { context: 'cordboard', auth: '1001', aors: '1001', disallow: 'all', allow: 'alaw,ulaw' };
    const trunk = {
      context: 'cordboard',
      aors: 'line',
      callerid: 'line',
      disallow: 'all',
      allow: 'alaw,ulaw',
    };
    const answers = [
      await put(asterisk, 'auth', '1001', { auth_type: 'digest', username: '1001', password: 'secret' }),
      await put(asterisk, 'aor', '1001', { max_contacts: '1' }),
      await put(asterisk, 'endpoint', '1001', phone),
      await put(asterisk, 'aor', 'line', { contact: 'sip:127.0.0.2:5060' }),
      await put(asterisk, 'endpoint', 'line', trunk),
      await put(asterisk, 'identify', 'line', { endpoint: 'line', match: '127.0.0.2' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const { pid, ari: before } = asterisk;
    await asterisk.restart();
    expect(asterisk.pid).not.toBe(pid);
    expect(asterisk.ari).toEqual(before);
    expect((await ari(asterisk, 'GET', 'endpoints/PJSIP/1001')).status).toBe(200);
    expect((await ari(asterisk, 'GET', 'endpoints/PJSIP/line')).status).toBe(200);
    expect(await asterisk.cli('pjsip show identifies')).toContain('127.0.0.2');
  });

  test('is taken over by a later process, and restarted by it', async () => {
    const later = await startEmbedded({ dataDir, log, ports: anyPorts });
    expect(later).toMatchObject({ adopted: true, pid: asterisk.pid, ari: asterisk.ari, sip: asterisk.sip });
    await later.restart();
    expect(runs(asterisk.pid)).toBe(false);
    expect((await ari(asterisk, 'GET', 'asterisk/info')).status).toBe(200);
    asterisk = later;
  });

  test('tells of its death, and comes back', async () => {
    const { exited } = asterisk;
    asterisk.kill();
    expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
    await asterisk.restart();
    expect((await ari(asterisk, 'GET', 'asterisk/info')).status).toBe(200);
  });

  test('leaves nothing running when it has stopped', async () => {
    const { pid } = asterisk;
    await asterisk.stop();
    expect(runs(pid)).toBe(false);
    await asterisk.stop();
    asterisk = await startEmbedded({ dataDir, log, ports: anyPorts });
    expect(asterisk.adopted).toBe(false);
  });

  test('stopped in the middle of a restart, leaves nothing running and starts no more', async () => {
    const restarting = asterisk.restart();
    restarting.catch(() => undefined);
    const { pid } = asterisk;
    await vi.waitFor(async () => expect(await pidLeft()).not.toBe(pid), { interval: 5, timeout: 10_000 });
    const started = await pidLeft();
    await asterisk.stop();
    expect([runs(pid), runs(started)]).toEqual([false, false]);
    await expect(restarting).rejects.toMatchObject({ code: 'asterisk-stopped' });
    await expect(asterisk.restart()).rejects.toMatchObject({ code: 'asterisk-stopped' });
    await expect(pidLeft()).rejects.toThrow('ENOENT');
    asterisk = await startEmbedded({ dataDir, log, ports: anyPorts });
    const early = asterisk.restart();
    await Promise.all([asterisk.stop(), expect(early).rejects.toMatchObject({ code: 'asterisk-stopped' })]);
    await expect(pidLeft()).rejects.toThrow('ENOENT');
    asterisk = await startEmbedded({ dataDir, log, ports: anyPorts });
    expect(asterisk.adopted).toBe(false);
  });

  test('is taken over with its calls when it takes its time to answer', async () => {
    process.kill(asterisk.pid, 'SIGSTOP');
    const busy = sleep(5_000).then(() => process.kill(asterisk.pid, 'SIGCONT'));
    const later = await startEmbedded({ dataDir, log, ports: anyPorts });
    await busy;
    expect(later).toMatchObject({ adopted: true, pid: asterisk.pid });
  });

  test('is ended and started anew when it refuses the password', async () => {
    const file = join(dataDir, 'asterisk/running.json');
    const left = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...left, password: 'another' }));
    const later = await startEmbedded({ dataDir, log, ports: anyPorts });
    expect(later.adopted).toBe(false);
    expect(runs(asterisk.pid)).toBe(false);
    asterisk = later;
  });

  test('a queue of one letter can be reached from the dialplan, and who hangs up is left alone', async () => {
    for (const context of ['cordboard', 'cordboard-queue']) {
      expect(await asterisk.cli(`dialplan show x@${context}`)).toContain('cordboard-enter');
      expect((await asterisk.cli(`dialplan show h@${context}`)).split('\n')[1]).toContain('NoOp');
    }
  });

  async function pidLeft(): Promise<number> {
    return (JSON.parse(await readFile(join(dataDir, 'asterisk/running.json'), 'utf8')) as { pid: number })
      .pid;
  }
});

test('a port that another program has is named, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const dataDir = await mkdtemp(join(tmpdir(), 'cordboard-embedded-'));
  await expect(startEmbedded({ dataDir, log, ports: { ...anyPorts, ari: port } })).rejects.toMatchObject({
    code: 'port-taken',
    message: expect.stringContaining('CORDBOARD_EMBEDDED_ARI_PORT') as string,
  });
  other.close();
  await rm(dataDir, { recursive: true });
});

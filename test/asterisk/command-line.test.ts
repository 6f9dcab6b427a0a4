import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../src/base/log.ts';
import { startEmbedded, type EmbeddedAsterisk } from '../../src/embedded/embedded.ts';
import { within } from './harness/desk.ts';
import { freePorts, officeYaml, password, secret } from './harness/office.ts';
import { CordboardProcess, newDataDir, removeDataDir, runCommand } from './harness/process.ts';

interface File {
  agents: { id: string; phone?: string; password?: string }[];
  phones: { id: string }[];
}

let dataDir: string;
let cordboard: CordboardProcess | null = null;
beforeEach(async () => {
  dataDir = await newDataDir();
});
afterEach(async () => {
  await cordboard?.end('SIGINT');
  cordboard = null;
  await removeDataDir(dataDir);
});

/** Writes the test office with something changed, and returns the name of the file. */
async function changedOffice(change: (file: File) => void): Promise<string> {
  const file = JSON.parse(officeYaml()) as File;
  change(file);
  const name = join(dataDir, 'office.yaml');
  await writeFile(name, JSON.stringify(file));
  return name;
}

const run = (args: readonly string[], input = '', env: Record<string, string> = {}) =>
  runCommand(args, { ...freePorts(dataDir), ...env }, input);

describe('desk', () => {
  const asAnna = { CORDBOARD_PASSWORD: password };

  test('what is piped in is carried out to the end', async () => {
    cordboard = await CordboardProcess.start(dataDir);
    const { code, stdout, stderr } = await run(['desk', 'anna'], 'ready\nnot-ready out to lunch\n', asAnna);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^done$/gm)).toHaveLength(2);
    expect(await cordboard.get('/agents')).toMatchObject({
      agents: [{ agent: 'anna', state: 'not-ready', reason: 'out to lunch', phone: '1001' }, {}, {}, {}],
    });
  });

  test('the password may come first, and is not shown; signing out ends it well', async () => {
    cordboard = await CordboardProcess.start(dataDir);
    const input = `${password}\nready\nsign-out\nready\n`;
    const { code, stdout, stderr } = await run(['desk', 'ben', '1003'], input);
    expect(code).toBe(0);
    // What comes after it has nobody to answer it, or is refused.
    expect(`${stdout}${stderr}`).toMatch(/^(not done: .*|the connection ended before the answer: .*)$/m);
    expect(stdout).toContain('1000 signed out');
    expect(stdout).not.toContain(password);
    expect(await cordboard.get('/agents')).toMatchObject({ agents: [{}, { state: 'signed-out' }, {}, {}] });
  });

  test('what goes wrong is a sentence', async () => {
    cordboard = await CordboardProcess.start(dataDir);
    const failing = async (args: string[], input: string, env = {}) => {
      const { code, stderr } = await run(args, input, env);
      expect(code).toBe(1);
      return stderr;
    };
    expect(await failing(['desk', 'anna'], 'wrong password\nready\n')).toBe(
      'no user has this name and this password\n',
    );
    expect(await failing(['desk', 'anna'], '')).toContain('CORDBOARD_PASSWORD');
    const running = join(dataDir, 'running.json');
    const nobody = { ...cordboard.running, api: 'http://127.0.0.1:1' };
    await writeFile(running, JSON.stringify(nobody));
    expect(await failing(['desk', 'anna'], 'ready\n', asAnna)).toMatch(
      /^http:\/\/127\.0\.0\.1:1 does not answer: .*\n$/,
    );
  });

  test('it ends when Cordboard does, though nobody types', async () => {
    cordboard = await CordboardProcess.start(dataDir);
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts'), 'desk', 'anna'], {
      env: { ...process.env, ...freePorts(dataDir), ...asAnna },
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const closed = once(child, 'close');
    child.stdin.write('ready\n');
    const ready = Promise.withResolvers<void>();
    child.stdout.on('data', (chunk: Buffer) => chunk.includes('done') && ready.resolve());
    await within(ready.promise, 'the answer to ready');
    await cordboard.end('SIGKILL');
    // It takes its Asterisk over, which ends with it.
    cordboard = await CordboardProcess.start(dataDir);
    expect(await within(closed, 'the desk to end')).toEqual([1, null]);
    expect(stderr).toBe('the connection to Cordboard was lost\n');
  });
});

describe('the local admin', () => {
  test('an office whose admin has no password starts, and can be changed from here', async () => {
    const file = await changedOffice(({ agents }) => {
      agents.unshift({ ...agents.pop()!, id: 'chief' });
      delete agents[0]!.password;
    });
    cordboard = await CordboardProcess.start(dataDir);
    await writeFile(file, officeYaml());
    const { code, stdout } = await run(['apply', file]);
    expect(code).toBe(0);
    expect(stdout).toContain('- agent chief');
    // The admin is another one now.
    expect(await run(['status'])).toMatchObject({ code: 0 });
    expect(await cordboard.get('/me')).toMatchObject({ user: 'local', role: 'admin' });
  });
});

test('secrets are not written where a log is kept', async () => {
  cordboard = await CordboardProcess.start(dataDir);
  const { stdout, stderr } = cordboard.output;
  expect(stdout + stderr).not.toContain(secret);
  expect(stdout + stderr).not.toContain(password);
  expect(stdout).toContain('office.yaml, or the office file that you applied last');
});

describe("accounts in the office's own Asterisk", () => {
  let asteriskDir: string;
  let asterisk: EmbeddedAsterisk;
  beforeEach(async () => {
    asteriskDir = await newDataDir();
    asterisk = await startEmbedded({
      dataDir: asteriskDir,
      log: createLogger('error'),
      ports: { ari: 0, sip: 0 },
    });
  });
  afterEach(async () => {
    await cordboard?.end('SIGINT');
    await asterisk.stop();
    await removeDataDir(asteriskDir);
  });

  const theirs = () => ({
    CORDBOARD_ARI_URL: asterisk.ari.url,
    CORDBOARD_ARI_USER: asterisk.ari.user,
    CORDBOARD_ARI_PASSWORD: asterisk.ari.password,
  });
  const known = async () => {
    const shown = await asterisk.cli('database show');
    return ['1001', '1002', 'test-trunk'].filter((id) => shown.includes(`/${id}`));
  };
  const lose = async (object: string) => {
    const { url, user, password: ariPassword } = asterisk.ari;
    const authorization = `Basic ${Buffer.from(`${user}:${ariPassword}`).toString('base64')}`;
    const at = `${url}/ari/asterisk/config/dynamic/res_pjsip/${object}`;
    expect((await fetch(at, { method: 'DELETE', headers: { authorization } })).ok).toBe(true);
  };
  const without1002 = () =>
    changedOffice(({ agents, phones }) => {
      phones.splice(1, 1);
      delete agents[1]!.phone;
    });

  test('a phone that is removed while the line is down is gone when it is up, over a restart of Cordboard', async () => {
    cordboard = await CordboardProcess.start(dataDir, theirs());
    expect(await known()).toEqual(['1001', '1002', 'test-trunk']);
    await cordboard.end('SIGINT');

    await asterisk.cli('core stop now').catch(() => undefined);
    await asterisk.exited;
    cordboard = await CordboardProcess.start(dataDir, theirs());
    const { code, stdout, stderr } = await run(['apply', await without1002()]);
    expect(code).toBe(1);
    expect(stdout).toContain('- phone 1002');
    expect(stderr).toContain('phones and trunks reach it when the line is up');
    await cordboard.end('SIGINT');

    await asterisk.restart();
    expect(await known()).toEqual(['1001', '1002', 'test-trunk']);
    cordboard = await CordboardProcess.start(dataDir, theirs());
    expect(await known()).toEqual(['1001', 'test-trunk']);
    expect(await asterisk.cli('database show')).not.toContain('/1002');
  });

  test('applying the same file again brings back what Asterisk has lost', async () => {
    cordboard = await CordboardProcess.start(dataDir, theirs());
    for (const object of ['endpoint/1001', 'auth/1001', 'endpoint/test-trunk']) await lose(object);
    const lost = ['/endpoint/1001', '/auth/1001', '/endpoint/test-trunk'];
    const found = async () => {
      const shown = await asterisk.cli('database show');
      return lost.filter((object) => shown.includes(object));
    };
    expect(await found()).toEqual([]);
    const file = join(dataDir, 'office.yaml');
    expect(await run(['apply', file, '--dry-run'])).toMatchObject({ code: 0, stdout: 'Nothing changes.\n' });
    expect(await found()).toEqual([]);
    expect(await run(['apply', file])).toMatchObject({ code: 0, stdout: 'Nothing changes.\n', stderr: '' });
    expect(await found()).toEqual(lost);
  });
});

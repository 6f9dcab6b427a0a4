import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../../src/base/log.ts';
import { startEmbedded, type EmbeddedAsterisk } from '../../src/embedded/embedded.ts';
import { stepsFolder } from '../../src/ledger/migrate.ts';
import { Desk } from './harness/desk.ts';
import { CordboardProcess, newDataDir, removeDataDir, runCommand } from './harness/process.ts';
import { freePorts, password } from './harness/office.ts';

let dataDir: string;
let cordboard: CordboardProcess | null = null;

async function fresh(): Promise<Record<string, string>> {
  dataDir = await newDataDir();
  return freePorts(dataDir);
}

afterEach(async () => {
  await cordboard?.end('SIGINT');
  cordboard = null;
  await removeDataDir(dataDir);
});

/** What doctor says of the ledger in a folder. */
async function ledgerOf(folder: string): Promise<unknown> {
  const { stdout } = await runCommand(['doctor', '--json'], freePorts(folder));
  const { findings } = JSON.parse(stdout) as { findings: { what: string }[] };
  return findings.find(({ what }) => what === 'ledger');
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('npm start, with an Asterisk of its own', () => {
  test('a first start makes a demo office and prints all that a first call needs; Ctrl-C leaves nothing running', async () => {
    await fresh();
    const home = join(dataDir, 'new');
    cordboard = await CordboardProcess.start(home);
    const { stdout } = cordboard.output;
    const office = await readFile(join(home, 'office.yaml'), 'utf8');
    const [, annasPassword = '?'] = /id: anna[\s\S]*?password: (\S+)/.exec(office) ?? [];
    const [, secret = '?'] = /- id: 1001\s+secret: (\S+)/.exec(office) ?? [];
    for (const shown of [cordboard.running.api, annasPassword, secret, '700', 'Support', '701', 'Sales']) {
      expect(stdout).toContain(shown);
    }
    const { pid } = JSON.parse(await readFile(join(home, 'asterisk/running.json'), 'utf8')) as {
      pid: number;
    };
    expect(alive(pid)).toBe(true);

    expect(await cordboard.end('SIGINT')).toBe(0);
    expect(alive(pid)).toBe(false);
    await expect(fetch(cordboard.running.api)).rejects.toThrow();
    await expect(readFile(join(home, 'running.json'))).rejects.toThrow();
  });

  test('status, history, apply and doctor find the running one', async () => {
    const env = await fresh();
    cordboard = await CordboardProcess.start(dataDir);
    const status = await runCommand(['status'], env);
    expect(status).toMatchObject({ code: 0 });
    expect(status.stdout).toContain('Asterisk connected');
    expect(await runCommand(['history', '--json'], env)).toMatchObject({ code: 0, stdout: '[]\n' });

    const file = join(dataDir, 'office.yaml');
    expect((await runCommand(['apply', file], env)).stdout).toBe('Nothing changes.\n');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"wrapUp":"1s"', '"wrapUp":"3s"'));
    expect((await runCommand(['apply', file], env)).stdout).toContain('~ queue support: wrapUp 1s → 3s');
    await writeFile(file, 'office: Wrong\nqueues:\n  - id: support\n    name: Support\n    members: [bob]\n');
    const wrong = await runCommand(['apply', file], env);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain(`${file}:5:15 queues[0].members[0]: "bob"`);
    expect(await runCommand(['doctor', '--json'], env)).toMatchObject({ code: 1 });

    await writeFile(file, 'office: Right\n');
    const doctor = await runCommand(['doctor', '--json'], env);
    expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true, failed: 0 });
    expect(doctor.code).toBe(0);
  });

  test('doctor before the first start makes nothing that others can read, and no ledger', async () => {
    await fresh();
    const home = join(dataDir, 'new');
    const findings = await ledgerOf(home);
    expect(findings).toMatchObject({ verdict: 'ok', seen: expect.stringContaining('none yet') as string });
    expect(await readdir(home)).toEqual([]);
    expect((await stat(home)).mode & 0o777).toBe(0o700);
  });

  test('doctor leaves a ledger of an older Cordboard as it is, and tells of a broken one', async () => {
    await fresh();
    const file = join(dataDir, 'cordboard.db');
    const steps = (await readdir(stepsFolder)).sort();
    const db = new Sqlite(file);
    db.exec(await readFile(join(stepsFolder, steps[0] ?? ''), 'utf8'));
    db.pragma('user_version = 1');
    db.close();
    const before = await readFile(file);
    expect(await ledgerOf(dataDir)).toMatchObject({
      verdict: 'ok',
      seen: `whole, of schema 1: the next start brings it to ${steps.length}`,
    });
    expect(await readFile(file)).toEqual(before);

    await writeFile(file, before.fill(7, 4096 + 8));
    expect(await ledgerOf(dataDir)).toMatchObject({ verdict: 'fail' });
  });

  test('commands without a running Cordboard say how to start one', async () => {
    const env = await fresh();
    expect(await runCommand(['status'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm start'),
    });
    expect(await runCommand(['nonsense'], env)).toMatchObject({ code: 2 });
    expect(await runCommand(['apply', '--nonsense'], env)).toMatchObject({ code: 1 });
  });
});

describe('a start that cannot succeed says what to do and ends with 1', () => {
  async function refusedStart(env: Record<string, string>): Promise<string> {
    const { code, stderr } = await runCommand(['start'], env);
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    return stderr;
  }

  test('the API port is taken', async () => {
    const env = await fresh();
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    expect(await refusedStart({ ...env, CORDBOARD_PORT: String(port) })).toContain('CORDBOARD_PORT');
    taken.close();
  });

  test('the data folder cannot be written', async () => {
    const env = await fresh();
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    expect(await refusedStart({ ...env, CORDBOARD_DATA: join(file, 'data') })).toContain(file);
  });

  test('the ledger is no database', async () => {
    const env = await fresh();
    await writeFile(
      join(dataDir, 'cordboard.db'),
      'this is no database, but long enough to look at '.repeat(100),
    );
    expect(await refusedStart(env)).toMatch(/cordboard\.db.*(backup|recover)/s);
  });

  test('the ledger is of a newer Cordboard', async () => {
    const env = await fresh();
    const db = new Sqlite(join(dataDir, 'cordboard.db'));
    db.pragma('user_version = 999');
    db.close();
    expect(await refusedStart(env)).toContain('999');
  });

  test('another Cordboard has the data folder', async () => {
    const env = await fresh();
    cordboard = await CordboardProcess.start(dataDir);
    expect(await refusedStart(env)).toContain('cordboard.db');
    expect(await cordboard.get('/health')).toMatchObject({ ok: true });
  });

  test('the office file is wrong', async () => {
    const env = await fresh();
    await writeFile(join(dataDir, 'office.yaml'), 'office: Wrong\nqueue: []\n');
    expect(await refusedStart(env)).toContain('office.yaml:2:1');
  });

  test('a setting is wrong', async () => {
    const env = await fresh();
    expect(await refusedStart({ ...env, CORDBOARD_PORT: 'many' })).toContain('CORDBOARD_PORT');
    expect(await refusedStart({ ...env, CORDBOARD_ARI_URL: 'http://127.0.0.1:1' })).toContain(
      'CORDBOARD_ARI_USER',
    );
  });
});

describe("with the office's own Asterisk", () => {
  let asterisk: EmbeddedAsterisk;
  let asteriskDir: string;
  beforeAll(async () => {
    asteriskDir = await newDataDir();
    asterisk = await startEmbedded({
      dataDir: asteriskDir,
      log: createLogger('error'),
      ports: { ari: 0, sip: 0 },
    });
  });
  afterAll(async () => {
    await asterisk.stop();
    await removeDataDir(asteriskDir);
  });

  function theirs(password: string): Record<string, string> {
    return {
      CORDBOARD_ARI_URL: asterisk.ari.url,
      CORDBOARD_ARI_USER: asterisk.ari.user,
      CORDBOARD_ARI_PASSWORD: password,
    };
  }

  test('it is used, and it goes on when Cordboard ends', async () => {
    await fresh();
    cordboard = await CordboardProcess.start(dataDir, theirs(asterisk.ari.password));
    expect(await cordboard.get('/health')).toMatchObject({ line: { up: true } });
    await cordboard.end('SIGINT');
    expect(alive(asterisk.pid)).toBe(true);
  });

  test('doctor finds all that it needs, and every single thing that is missing', async () => {
    const env = await fresh();
    const doctor = async (password: string, more: Record<string, string> = {}) => {
      const { stdout } = await runCommand(['doctor', '--json'], { ...env, ...theirs(password), ...more });
      const { findings } = JSON.parse(stdout) as {
        findings: { what: string; verdict: string; mend: string }[];
      };
      return Object.fromEntries(
        findings.map(({ what, verdict, mend }) => [what, `${verdict} ${mend}`.trim()]),
      );
    };
    expect(Object.values(await doctor(asterisk.ari.password))).toEqual(Array(14).fill('ok'));
    expect((await doctor('wrong'))['Asterisk']).toContain('ari.conf');
    const nobody = await doctor('x', { CORDBOARD_ARI_URL: 'http://127.0.0.1:1' });
    expect(nobody['Asterisk']).toContain('start Asterisk');

    const etc = join(asteriskDir, 'asterisk/etc/extensions.conf');
    const included = await readFile(etc, 'utf8');
    await writeFile(etc, '[general]\n');
    await asterisk.cli('dialplan reload');
    expect((await doctor(asterisk.ari.password))['dialplan']).toContain('#include "cordboard.conf"');
    await writeFile(etc, included);
    await asterisk.cli('dialplan reload');
    await asterisk.cli('module unload codec_alaw.so');
    expect((await doctor(asterisk.ari.password))['codecs']).toContain('modules.conf');
    await asterisk.cli('module load codec_alaw.so');

    await asterisk.cli('module unload func_cut.so');
    expect((await doctor(asterisk.ari.password))['modules']).toContain('modules.conf');
    await asterisk.cli('module load func_cut.so');
    const other = await doctor(asterisk.ari.password, { CORDBOARD_APP: 'other' });
    expect(other['dialplan']).toContain('CORDBOARD_APP=other');
    // Nothing stays of the accounts that it tries.
    expect(await asterisk.cli('database show')).not.toContain('cordboard-doctor');
  });

  test('doctor names the lines of sorcery.conf without which no account can be pushed', async () => {
    const env = await fresh();
    const lacking = await startEmbedded({
      dataDir: join(dataDir, 'lacking'),
      log: createLogger('silent'),
      ports: { ari: 0, sip: 0, rtp: 0 },
      files: {
        'sorcery.conf':
          '[res_pjsip]\naor = config,pjsip.conf,criteria=type=aor\naor = astdb,ps_aor\n' +
          'endpoint = config,pjsip.conf,criteria=type=endpoint\nendpoint = astdb,ps_endpoint\n',
      },
    });
    try {
      const { url, user, password: ariPassword } = lacking.ari;
      const { code, stdout } = await runCommand(['doctor', '--json'], {
        ...env,
        CORDBOARD_ARI_URL: url,
        CORDBOARD_ARI_USER: user,
        CORDBOARD_ARI_PASSWORD: ariPassword,
      });
      expect(code).toBe(1);
      const { findings } = JSON.parse(stdout) as { findings: { verdict: string; mend: string }[] };
      const failed = findings.filter(({ verdict }) => verdict === 'fail');
      expect(failed).toMatchObject([{ what: 'accounts' }]);
      const lines = failed[0]?.mend.split('\n').slice(1);
      expect(lines).toEqual([
        '[res_pjsip] auth = astdb,ps_auth',
        '[res_pjsip_endpoint_identifier_ip] identify = astdb,ps_identify',
      ]);
      // No cache hides there what could not be read back and deleted.
      expect(await lacking.cli('database show')).not.toContain('cordboard-doctor');
    } finally {
      await lacking.stop();
    }
  });

  test('a wrong password is told at once, with what to do', async () => {
    await fresh();
    cordboard = await CordboardProcess.start(dataDir, theirs('wrong'));
    await cordboard.output.says('npm run doctor');
    expect(cordboard.output.stderr).toContain('password');
    expect(await cordboard.get('/health')).toMatchObject({ ok: false, line: { up: false } });
  });

  test('without Asterisk it opens all the same, and has its line as soon as Asterisk is there', async () => {
    await fresh();
    asterisk.kill();
    await asterisk.exited;
    cordboard = await CordboardProcess.start(dataDir, theirs(asterisk.ari.password));
    await cordboard.output.says('No line to Asterisk yet');
    const boss = await Desk.signIn(cordboard.running.api, 'boss', password);
    await asterisk.restart();
    await boss.event('line.up');
    expect(await cordboard.get('/health')).toMatchObject({ ok: true });
    boss.close();
  });
});

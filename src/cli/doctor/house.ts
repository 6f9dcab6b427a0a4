import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { access, constants, mkdir, readFile, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { Settings } from '../../config/settings.ts';
import { inspect } from '../../ledger/inspect.ts';
import { Ledger } from '../../ledger/ledger.ts';
import { showProblem } from '../../office/problem.ts';
import { readOffice } from '../../office/read.ts';
import type { Running } from '../running.ts';
import { fail, ok, warn, type Finding } from './check.ts';
import { nodeFits, nodesThatFit } from './node-version.mjs';

const MiB = 1024 * 1024;
/** Less space than this ends soon; less than the other, any moment. */
const littleSpace = 1024 * MiB;
const noSpace = 100 * MiB;

/** All that can be looked at without Asterisk. */
export async function checkHouse(
  settings: Settings,
  running: Running | null,
  log: Logger,
): Promise<Finding[]> {
  const findings = [checkNode(), await checkFolder(settings.dataDir)];
  if (findings.some(({ verdict }) => verdict === 'fail')) return findings;
  findings.push(await checkSpace(settings.dataDir), await checkOffice(settings.dataDir));
  if (running !== null) {
    findings.push(ok('Cordboard', `runs as process ${running.pid}, API at ${running.api}`));
    return findings;
  }
  findings.push(
    checkLedger(settings.dataDir, log),
    await checkTcp('API port', settings.api, 'CORDBOARD_PORT'),
  );
  const { telServices } = settings;
  if (telServices !== null) {
    const { host, httpPort } = telServices;
    const gate = 'TelServices port';
    findings.push(await checkTcp(gate, telServices, 'CORDBOARD_TELSERVICES_PORT'));
    if (httpPort !== null) {
      findings.push(
        await checkTcp(`${gate} for HTTP`, { host, port: httpPort }, 'CORDBOARD_TELSERVICES_HTTP_PORT'),
      );
    }
    if (telServices.openByDefault && host !== '127.0.0.1') {
      findings.push(
        warn(
          'TelServices',
          `whoever reaches ${host} may use every phone without a password`,
          'name the networks that you trust in CORDBOARD_TELSERVICES_TRUSTED instead of all',
        ),
      );
    }
  }
  if (settings.uContact !== null) {
    findings.push(await checkTcp('uContact port', settings.uContact, 'CORDBOARD_UCONTACT_PORT'));
  }
  if (settings.ari === null) {
    const { ariPort, sipPort } = settings.embedded;
    const host = '127.0.0.1';
    findings.push(
      await checkTcp("embedded Asterisk's ARI port", { host, port: ariPort }, 'CORDBOARD_EMBEDDED_ARI_PORT'),
    );
    findings.push(
      await checkUdp("embedded Asterisk's SIP port", { host, port: sipPort }, 'CORDBOARD_EMBEDDED_SIP_PORT'),
    );
  }
  return findings;
}

function checkNode(): Finding {
  if (nodeFits(process.versions.node)) return ok('Node', process.version);
  const seen = `${process.version}, but ${nodesThatFit} is needed`;
  return fail('Node', seen, 'start Cordboard by npm start: it brings a Node that fits');
}

async function checkFolder(dataDir: string): Promise<Finding> {
  const what = 'data folder';
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
    return ok(what, resolve(dataDir));
  } catch (error) {
    return fail(
      what,
      messageOf(error),
      `let this user write to ${resolve(dataDir)}, or name another in CORDBOARD_DATA`,
    );
  }
}

async function checkSpace(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const seen = `${Math.round(free / MiB)} MiB free`;
  const mend = `free some space on the disk of ${resolve(dataDir)}`;
  if (free < noSpace) return fail('disk', seen, mend);
  return free < littleSpace ? warn('disk', seen, mend) : ok('disk', seen);
}

async function checkOffice(dataDir: string): Promise<Finding> {
  const file = join(dataDir, 'office.yaml');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return ok('office file', 'none yet: the first start makes a demo office');
  const reading = readOffice(text);
  if (reading.ok) return ok('office file', reading.document.office);
  const lines = reading.problems.map((problem) => showProblem(file, problem));
  return fail('office file', lines.join('\n'), 'mend these lines, then npm run cordboard -- apply');
}

/** Leaves the file as it is: only a start makes one, or brings it to the schema of this program. */
function checkLedger(dataDir: string, log: Logger): Finding {
  const what = 'ledger';
  const file = join(dataDir, 'cordboard.db');
  try {
    const found = inspect(file);
    if (found === null) return ok(what, 'none yet: the first start makes it');
    if (found.schema < found.known) {
      return ok(what, `whole, of schema ${found.schema}: the next start brings it to ${found.known}`);
    }
    const ledger = Ledger.open({ file, log });
    try {
      const differences = ledger.verify();
      if (differences.length === 0) return ok(what, `${ledger.lastSeq} entries, whole`);
      const [first] = differences;
      return fail(
        what,
        `${differences.length} differences, the first in ${first?.what}`,
        'restore the last backup',
      );
    } finally {
      ledger.close();
    }
  } catch (error) {
    return fail(what, messageOf(error), 'see the sentence above');
  }
}

interface Address {
  readonly host: string;
  readonly port: number;
}

async function checkTcp(what: string, { host, port }: Address, setting: string): Promise<Finding> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return ok(what, `${host}:${port} is free`);
  } catch (error) {
    return fail(what, messageOf(error), `end the program that has it, or choose another port by ${setting}`);
  } finally {
    server.close();
  }
}

async function checkUdp(what: string, { host, port }: Address, setting: string): Promise<Finding> {
  const socket = createSocket('udp4');
  try {
    socket.bind(port, host);
    await once(socket, 'listening');
    return ok(what, `${host}:${port} is free`);
  } catch (error) {
    return fail(what, messageOf(error), `end the program that has it, or choose another port by ${setting}`);
  } finally {
    socket.close();
  }
}

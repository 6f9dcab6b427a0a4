import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { unpacked } from './debian.mjs';
import { SetupError, say } from './lock.mjs';
import { findSlapd } from './slapd.mjs';

const run = promisify(execFile);

/** The first release of each line that takes ARI requests over the events WebSocket. */
const firstFit = { 20: 14, 21: 9, 22: 4, 23: 0 };

function fits(version) {
  const [line, release = 0] = version.split('.').map(Number);
  return firstFit[line] !== undefined && release >= firstFit[line];
}

/**
 * An Asterisk that Cordboard may run: the one on the PATH when it fits, else a private one.
 * { origin, version, command: the start of every command line, modulesDir, dataDir }
 */
export async function findAsterisk() {
  return (await onPath()) ?? (await privateOne());
}

async function onPath() {
  const program = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'asterisk'))
    .find((path) => existsSync(path));
  if (program === undefined) return undefined;
  const answer = await run(program, ['-V']).catch(() => ({ stdout: '' }));
  const version = /Asterisk (?:certified[/-])?(\d+\.\d+(?:\.\d+)?)/.exec(answer.stdout)?.[1];
  const modulesDir = await moduleFolder();
  const dataDir = ['/usr/share/asterisk', '/var/lib/asterisk', '/usr/local/share/asterisk'].find((folder) =>
    existsSync(join(folder, 'rest-api/resources.json')),
  );
  if (version && fits(version) && modulesDir && dataDir) {
    return { origin: 'path', version, command: [program], modulesDir, dataDir };
  }
  say(
    `The Asterisk at ${program} (${version ?? 'of an unknown version'}) does not fit; using a private one.`,
  );
  return undefined;
}

async function moduleFolder() {
  const triplets = (await readdir('/usr/lib').catch(() => [])).filter((name) => name.includes('-linux-'));
  return [...triplets.map((name) => `/usr/lib/${name}`), '/usr/lib', '/usr/lib64', '/usr/local/lib']
    .map((folder) => join(folder, 'asterisk/modules'))
    .find((folder) => existsSync(join(folder, 'res_ari.so')));
}

async function privateOne() {
  try {
    const found = await unpacked({
      name: 'asterisk',
      packages: ['asterisk', 'asterisk-core-sounds-en-wav'],
      accepts: fits,
      // The link that the package would make on being configured.
      prepare: (root) => symlink('en_US_f_Allison', join(root, 'usr/share/asterisk/sounds/en')),
    });
    return {
      origin: 'private',
      version: found.version,
      command: found.run('usr/sbin/asterisk'),
      modulesDir: join(found.libraries, 'asterisk/modules'),
      dataDir: join(found.root, 'usr/share/asterisk'),
    };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const ways = [
      'Two other ways:',
      '  - your own Asterisk (20.14, 21.9, 22.4 or newer): set CORDBOARD_ARI_URL, CORDBOARD_ARI_USER and',
      '    CORDBOARD_ARI_PASSWORD, and include dialplan/cordboard.conf (see dialplan/README.md);',
      '  - Docker: see docker/README.md.',
    ];
    throw new SetupError([`There is no Asterisk to run. ${error.message}`, ...ways].join('\n'), {
      cause: error,
    });
  }
}

/** The programs that play callers, phones and the servers of others in tests. */
export async function findTestTools() {
  const found = await unpacked({ name: 'test-tools', packages: ['sip-tester', 'baresip-core', 'sox'] });
  return {
    sipp: found.run('usr/bin/sipp'),
    sox: found.run('usr/bin/sox'),
    baresip: found.run('usr/bin/baresip'),
    baresipModules: join(found.root, 'usr/lib/baresip/modules'),
    baresipShare: join(found.root, 'usr/share/baresip'),
    slapd: await findSlapd(),
  };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  try {
    process.stdout.write(`${JSON.stringify(await findAsterisk())}\n`);
  } catch (error) {
    say(error instanceof SetupError ? error.message : error.stack);
    process.exitCode = 1;
  }
}

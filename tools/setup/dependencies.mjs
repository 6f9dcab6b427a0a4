import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError, say, withLock } from './lock.mjs';

/** Installs the packages of the lock file when those in node_modules are not they. */
export async function ensureDependencies(project) {
  if (await installed(project)) return;
  await withLock(project, async () => {
    if (await installed(project)) return;
    say('Installing dependencies …');
    await npmCi(project);
  });
}

/** npm writes its own list of what it has installed, last; it is compared with the lock file. */
async function installed(project) {
  const [wanted, present] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => packagesOf(join(project, file))),
  );
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional, link, integrity }]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = present[path];
    // Optional packages are those of other processors and systems.
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity && found.link === link;
  });
}

async function packagesOf(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

/** `npm ci` in `folder`. No package of ours needs its install scripts. */
export async function npmCi(folder) {
  const words = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
  ];
  // When npm started us, the same npm; its lines go to standard error, where ours go.
  const cli = process.env.npm_execpath;
  const [program, ...start] = cli?.endsWith('.js') ? [process.execPath, cli] : ['npm'];
  const child = spawn(program, [...start, ...words], { cwd: folder, stdio: ['ignore', 2, 2] });
  const [code] = await once(child, 'exit').catch((cause) => {
    throw new SetupError('npm is not on this machine: install it and try again.', { cause });
  });
  if (code !== 0) throw new SetupError(`npm ci failed in ${folder}: its message is above.`);
}

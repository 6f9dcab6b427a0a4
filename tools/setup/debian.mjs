import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptSays, privateApt } from './apt.mjs';
import { SetupError, say, withLock } from './lock.mjs';

// Debian packages unpacked into a folder of ours by Debian's own tools: nothing is installed, no root is needed.

const run = promisify(execFile);
const marker = 'cordboard.json';

/** Debian 12 and 13 carry no Asterisk; testing carries the 22 line, and unstable when testing lacks it. */
const suites = ['forky', 'sid'];

export function cacheFolder() {
  return (
    process.env.CORDBOARD_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cordboard')
  );
}

/**
 * The unpacked `packages`, fetched when they are not in the cache yet; `accepts` judges the first one's version,
 * `prepare` has the last word on the folder. The result's `run(program)` is how to start a program of it: through
 * the folder's own loader, so that the machine's C library does not matter. Undefined when it would have to be fetched
 * and that is not wanted.
 */
export async function unpacked({
  name,
  packages,
  accepts = () => true,
  prepare = async () => {},
  mayFetch = true,
}) {
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch] ?? process.arch;
  const cache = cacheFolder();
  const wanted = { name, packages, accepts, prepare, arch };
  const found = await inCache(cache, wanted);
  if (found !== undefined || !mayFetch) return found;
  return withLock(join(cache, name), async () => (await inCache(cache, wanted)) ?? fetchInto(cache, wanted));
}

async function inCache(cache, { name, arch, accepts }) {
  const folders = (await readdir(cache).catch(() => [])).filter(
    (folder) => folder.startsWith(`${name}-`) && folder.endsWith(`-${arch}`),
  );
  for (const folder of folders.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))) {
    const root = join(cache, folder);
    // The marker is written last: a folder without one is a broken download.
    const text = await readFile(join(root, marker), 'utf8').catch(() => undefined);
    const facts = text === undefined ? undefined : JSON.parse(text);
    if (facts && accepts(facts.version)) return located(root, facts);
  }
  return undefined;
}

function located(root, { version, suite, loader, libraries }) {
  const libraryPath = libraries.map((folder) => join(root, folder)).join(':');
  const command = (program) => [join(root, loader), '--library-path', libraryPath, join(root, program)];
  return { root, version, suite, libraries: join(root, libraries[0]), run: command };
}

async function fetchInto(cache, { name, packages, accepts, prepare, arch }) {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, '.unpacking-'));
  try {
    const { version, suite, archives } = await download(work, { name, packages, accepts });
    const root = join(work, 'root');
    await mkdir(root);
    const files = (await readdir(archives)).filter((file) => file.endsWith('.deb'));
    say(`Unpacking ${files.length} packages …`);
    for (const file of files) await run('dpkg-deb', ['-x', join(archives, file), root]);
    await prepare(root);
    const facts = { version, suite, ...(await loaderOf(root)) };
    await writeFile(join(root, marker), `${JSON.stringify(facts)}\n`);
    const target = join(cache, `${name}-${version}-${arch}`);
    await rm(target, { recursive: true, force: true });
    await rename(root, target);
    return located(target, facts);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function download(work, { name, packages, accepts }) {
  for (const tool of ['apt-get', 'apt-cache', 'dpkg-deb']) {
    await run(tool, ['--version']).catch((cause) => {
      throw new SetupError(`This machine has no ${tool}: ${name} cannot be fetched without Debian's tools.`, {
        cause,
      });
    });
  }
  const refusals = [];
  for (const suite of suites) {
    const folder = join(work, suite);
    const apt = await privateApt(folder, suite);
    say(`Fetching ${packages.join(', ')} from Debian ${suite}, once and without installing anything …`);
    try {
      await apt('apt-get', 'update');
      const policy = await apt('apt-cache', 'policy', packages[0]);
      const version = upstreamVersion(/Candidate: (\S+)/.exec(policy)?.[1]);
      if (version === undefined) throw new Error(`it carries no package ${packages[0]}`);
      if (!accepts(version)) throw new Error(`its ${packages[0]} is ${version}, which does not fit`);
      await apt('apt-get', 'install', '--yes', '--download-only', ...packages);
      return { version, suite, archives: join(folder, 'cache/archives') };
    } catch (error) {
      refusals.push(`Debian ${suite}: ${aptSays(error)}`);
      say(refusals.at(-1));
    }
  }
  throw new SetupError(`${name} could not be fetched.\n${refusals.join('\n')}`);
}

/** 1:22.10.1~dfsg+~cs6.16-2 → 22.10.1 */
function upstreamVersion(version) {
  return /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(version ?? '')?.[1];
}

/** The dynamic loader and the folders of libraries; names differ from processor to processor. */
async function loaderOf(root) {
  for (const triplet of (await readdir(join(root, 'usr/lib'))).filter((name) => name.includes('-linux-'))) {
    const folder = `usr/lib/${triplet}`;
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    const loader = entries.find(({ name }) => /^ld-linux.*\.so\.\d+$/.test(name));
    // Programs find some libraries of theirs by absolute paths, which are not ours: pulseaudio's, for one.
    const own = entries.filter((entry) => entry.isDirectory() && entry.name === 'pulseaudio');
    if (loader) {
      return {
        loader: `${folder}/${loader.name}`,
        libraries: [folder, ...own.map(({ name }) => `${folder}/${name}`)],
      };
    }
  }
  throw new SetupError(
    'The unpacked packages hold no loader for programs: report this with your processor type.',
  );
}

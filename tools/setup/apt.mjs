import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from './lock.mjs';

const run = promisify(execFile);

/**
 * apt with state of its own. The file given by `-c` is read after the machine's settings,
 * so proxies, credentials and transports of the machine stay in force.
 */
export async function privateApt(folder, suite) {
  for (const path of ['state/lists/partial', 'cache/archives/partial', 'log']) {
    await mkdir(join(folder, path), { recursive: true });
  }
  await writeFile(join(folder, 'status'), '');
  await writeFile(join(folder, 'debian.sources'), await sourceOf(suite));
  const config = join(folder, 'apt.conf');
  await writeFile(config, settings(folder));
  return async (tool, ...words) => {
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
    const { stdout } = await run(tool, ['-q', '-c', config, ...words], { env, maxBuffer: 1 << 26 });
    return stdout;
  };
}

function settings(folder) {
  // What the machine does after apt's work is meant for its own packages and lists.
  const cleared = ['APT::Update', 'DPkg', 'APT::Default-Release', 'Acquire::IndexTargets::deb::DEP-11'];
  const set = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::lists': join(folder, 'state/lists'),
    // Nothing counts as installed: all that the packages need comes along, the C library too.
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Cache::archives': join(folder, 'cache/archives'),
    'Dir::Log': join(folder, 'log'),
    'Dir::Etc::sourcelist': join(folder, 'debian.sources'),
    'Dir::Etc::sourceparts': '-',
    'Dir::Etc::preferences': '-',
    'Dir::Etc::preferencesparts': '-',
    'Acquire::Languages': 'none',
    // A mirror that lags behind may offer an expired list of a testing suite. Its signature is still checked.
    'Acquire::Check-Valid-Until': 'false',
    'Acquire::Retries': '3',
    'APT::Update::Error-Mode': 'any',
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': 'root',
    'APT::Keep-Downloaded-Packages': 'true',
  };
  const lines = [
    ...cleared.map((key) => `#clear ${key};`),
    ...Object.entries(set).map(([key, value]) => `${key} "${value}";`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The same mirror that the machine uses, another suite. */
async function sourceOf(suite) {
  const { uris, signedBy } = await machineSource();
  const key = signedBy ? `Signed-By: ${signedBy}\n` : '';
  return `Types: deb\nURIs: ${uris}\nSuites: ${suite}\nComponents: main\n${key}`;
}

async function machineSource() {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const codename = /^VERSION_CODENAME="?([^"\n]+)/m.exec(release)?.[1];
  const keyring = ['gpg', 'pgp']
    .map((extension) => `/usr/share/keyrings/debian-archive-keyring.${extension}`)
    .find((path) => existsSync(path));
  if (process.env.CORDBOARD_DEBIAN_MIRROR)
    return { uris: process.env.CORDBOARD_DEBIAN_MIRROR, signedBy: keyring };
  const sources = await machineSources();
  const source =
    sources.find(({ suites: its, components }) => its.includes(codename) && components.includes('main')) ??
    sources.find(({ uris }) => /\/debian\/?(\s|$)/.test(uris));
  if (!/^ID="?debian/m.test(release) || source === undefined) {
    throw new SetupError(
      'This machine has no Debian package sources (name a mirror in CORDBOARD_DEBIAN_MIRROR).',
    );
  }
  return { uris: source.uris, signedBy: source.signedBy ?? keyring };
}

async function machineSources() {
  const folder = '/etc/apt/sources.list.d';
  const files = (await readdir(folder).catch(() => [])).map((file) => join(folder, file));
  const sources = [];
  for (const file of [...files, '/etc/apt/sources.list']) {
    const text = (await readFile(file, 'utf8').catch(() => '')).replaceAll(/^#.*\n?/gm, '');
    if (file.endsWith('.sources')) sources.push(...text.split(/\n\s*\n/).map(stanza));
    else if (file.endsWith('.list')) sources.push(...text.split('\n').map(oneLine));
  }
  return sources.filter((source) => source !== undefined);
}

function stanza(text) {
  const field = (name) => new RegExp(`^${name}:[ \\t]*(\\S.*)$`, 'im').exec(text)?.[1]?.trim();
  const uris = field('URIs');
  if (uris === undefined || !/\bdeb\b/.test(field('Types') ?? '') || /^no$/i.test(field('Enabled') ?? ''))
    return undefined;
  return source(uris, field('Suites') ?? '', field('Components') ?? '', field('Signed-By'));
}

function oneLine(line) {
  const [, options = '', uris, its = '', components = ''] =
    /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  return uris && source(uris, its, components, /signed-by=(\S+)/.exec(options)?.[1]);
}

function source(uris, suites, components, signedBy) {
  return {
    uris,
    suites: suites.split(/\s+/),
    components: components.split(/\s+/),
    // A key that is written out in the source itself: the machine's keyring has it too.
    signedBy: signedBy?.startsWith('/') ? signedBy : undefined,
  };
}

/** What apt gives as the cause: its first line that is marked as an error. */
export function aptSays(error) {
  return /^E(?:rr)?:.*$/m.exec(String(error.stderr ?? ''))?.[0] ?? error.message.split('\n')[0];
}

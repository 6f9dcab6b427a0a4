import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFits, nodesThatFit } from '../../src/cli/doctor/node-version.mjs';
import { npmCi } from './dependencies.mjs';
import { SetupError, say, withLock } from './lock.mjs';

/** A Node that Cordboard runs on: this one, or the one of tools/node, which the package registry delivers. */
export async function findNode(project) {
  if (nodeFits(process.versions.node)) return process.execPath;
  const folder = join(project, 'tools/node');
  const node = join(folder, `node_modules/node-linux-${process.arch}/bin/node`);
  if (!existsSync(node)) {
    const what = `Node ${process.versions.node} does not fit Cordboard (it needs ${nodesThatFit})`;
    if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
      throw new SetupError(`${what}; install one for this machine and try again.`);
    }
    await withLock(folder, async () => {
      if (existsSync(node)) return;
      say(`${what}: fetching Node 24 for this folder (once) …`);
      await install(folder);
      if (!existsSync(node))
        throw new SetupError('Node 24 could not be fetched; install Node 24 and try again.');
    });
  }
  return node;
}

/** Installed beside and then moved into place, so that a half-made Node is never found. */
async function install(folder) {
  const work = await mkdtemp(join(folder, '.installing-'));
  try {
    for (const file of ['package.json', 'package-lock.json']) await cp(join(folder, file), join(work, file));
    await npmCi(work);
    await rm(join(folder, 'node_modules'), { recursive: true, force: true });
    await rename(join(work, 'node_modules'), join(folder, 'node_modules'));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

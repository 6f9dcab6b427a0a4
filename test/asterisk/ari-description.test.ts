import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/base/log.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';

const root = join(import.meta.dirname, '../..');

test("the generated types are those of the running Asterisk's own description", async ({ skip }) => {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-description-'));
  const asterisk = await startEmbedded({
    dataDir: folder,
    log: createLogger('silent'),
    ports: { ari: 0, sip: 0, rtp: 0 },
  });
  try {
    skip(!asterisk.version.startsWith('22.10.'), 'they were generated from 22.10');
    const { url, user, password } = asterisk.ari;
    const env = { ...process.env, ARI_USER: user, ARI_PASSWORD: password };
    await promisify(execFile)(process.execPath, [join(root, 'tools/generate.ts'), url, folder], { env });
    for (const name of ['events.generated.ts', 'operations.generated.ts']) {
      const committed = await readFile(join(root, 'src/asterisk/ari', name), 'utf8');
      expect(await readFile(join(folder, name), 'utf8')).toBe(committed);
    }
  } finally {
    await asterisk.stop(0);
    await rm(folder, { recursive: true });
  }
});

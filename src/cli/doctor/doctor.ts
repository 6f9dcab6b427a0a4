import { parseArgs } from 'node:util';
import { messageOf } from '../../base/errors.ts';
import { createLogger } from '../../base/log.ts';
import { explainSettings, readSettings } from '../../config/settings.ts';
import { locateAsterisk } from '../../embedded/location.ts';
import type { Command } from '../cli.ts';
import { readRunning } from '../running.ts';
import { checkAsterisk } from './asterisk.ts';
import { fail, ok, type Finding } from './check.ts';
import { checkHouse } from './house.ts';

const signs = { ok: '✓', warn: '!', fail: '✗' } as const;

export const doctor: Command = {
  usage: 'doctor [--json] [--settings]',
  summary: 'check everything that Cordboard needs and say how to mend what is missing',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, settings: { type: 'boolean', default: false } },
    });
    if (values.settings) {
      for (const { name, meaning, default: usual } of explainSettings()) {
        console.log(`${name}\n    ${meaning}${usual === '' ? '' : ` (${usual})`}`);
      }
      return 0;
    }
    const findings = await examine((finding) => console.error(show(finding)));
    const failed = findings.filter(({ verdict }) => verdict === 'fail').length;
    const warned = findings.filter(({ verdict }) => verdict === 'warn').length;
    if (values.json) console.log(JSON.stringify({ ok: failed === 0, failed, warned, findings }));
    else console.log(failed === 0 ? 'Cordboard has all it needs.' : `${failed} to mend.`);
    return failed === 0 ? 0 : 1;
  },
};

async function examine(tell: (finding: Finding) => void): Promise<Finding[]> {
  const found: Finding[] = [];
  const add = (...findings: readonly Finding[]): void => {
    for (const finding of findings) {
      found.push(finding);
      tell(finding);
    }
  };
  const settings = readSettings(process.env);
  const log = createLogger('silent');
  const running = await readRunning(settings.dataDir);
  add(...(await checkHouse(settings, running, log)));
  const ari = settings.ari ?? running?.ari ?? null;
  if (ari !== null) {
    const app = settings.ari === null ? null : settings.app;
    add(...(await checkAsterisk({ ...ari, transport: settings.transport, app }, log)));
    return found;
  }
  try {
    const { version, origin } = await locateAsterisk();
    add(
      ok(
        'Asterisk',
        `${version}, ${origin === 'path' ? 'the one on the PATH' : 'a private one'}, not running now`,
      ),
    );
  } catch (error) {
    add(fail('Asterisk', messageOf(error), 'set CORDBOARD_ARI_URL to use your own, or see docker/README.md'));
  }
  return found;
}

function show({ verdict, what, seen, mend }: Finding): string {
  const indented = seen.replaceAll('\n', '\n    ');
  return `${signs[verdict]} ${what}: ${indented}${mend === '' ? '' : `\n    → ${mend.replaceAll('\n', '\n      ')}`}`;
}

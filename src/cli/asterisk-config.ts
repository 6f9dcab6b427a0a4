import { resolve } from 'node:path';
import { CordboardError } from '../base/errors.ts';
import { readSettings } from '../config/settings.ts';
import { renderAsteriskConfig, writeConfig } from '../embedded/config.ts';
import type { Command } from './cli.ts';

/** Where Debian's package of Asterisk keeps things. */
const debian = { stateDir: '/var/lib/asterisk', runDir: '/var/run/asterisk' };

export const asteriskConfig: Command = {
  usage: 'asterisk-config <folder>',
  summary:
    'write the configuration files of an Asterisk for Cordboard, as Docker and the embedded one use them',
  async run([folder]) {
    if (folder === undefined)
      throw new CordboardError('usage', 'name the folder: asterisk-config /etc/asterisk');
    const { ari, app, embedded } = readSettings(process.env);
    if (ari === null) {
      throw new CordboardError(
        'usage',
        'set CORDBOARD_ARI_URL, CORDBOARD_ARI_USER and CORDBOARD_ARI_PASSWORD first',
      );
    }
    const url = new URL(ari.url);
    const files = await renderAsteriskConfig({
      ...debian,
      etcDir: resolve(folder),
      httpBind: process.env['CORDBOARD_HTTP_BIND'] ?? '127.0.0.1',
      ariPort: Number(url.port || 8088),
      ariUser: ari.user,
      ariPassword: ari.password,
      sipBind: '0.0.0.0',
      sipPort: embedded.sipPort,
      rtpStart: 20_000,
      rtpEnd: 20_999,
      app,
    });
    for (const name of await writeConfig(folder, files)) console.log(name);
    return 0;
  },
};

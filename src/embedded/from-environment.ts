import { resolve } from 'node:path';
import { CordboardError } from '../base/errors.ts';
import { makeStateFolders, renderAsteriskConfig, writeConfig } from './config.ts';
import type { AsteriskSettings } from './config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Writes the configuration of an Asterisk that runs elsewhere, such as in a container, into `folder`.
 * Its modules and sounds are where it was built to look for them; what may differ comes from the environment.
 */
export async function writeAsteriskConfig(folder: string, environment: Environment): Promise<void> {
  // compose.yaml sets what is not set to nothing.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
  const settings = settingsFrom(resolve(folder), given);
  await makeStateFolders(settings);
  await writeConfig(settings.etcDir, await renderAsteriskConfig(settings));
}

function settingsFrom(etcDir: string, environment: Environment): AsteriskSettings {
  const password = environment['CORDBOARD_ARI_PASSWORD'];
  if (!password) {
    throw new CordboardError('settings-wrong', 'set CORDBOARD_ARI_PASSWORD: Asterisk and Cordboard share it');
  }
  const rtp = /^(\d+)-(\d+)$/.exec(environment['CORDBOARD_ASTERISK_RTP_PORTS'] ?? '20000-20999');
  if (!rtp) {
    throw new CordboardError('settings-wrong', 'CORDBOARD_ASTERISK_RTP_PORTS is two ports: 20000-20999');
  }
  return {
    etcDir,
    stateDir: environment['CORDBOARD_ASTERISK_STATE'] ?? '/var/lib/cordboard-asterisk',
    musicDir: environment['CORDBOARD_ASTERISK_MUSIC'],
    httpBind: environment['CORDBOARD_ASTERISK_ARI_HOST'] ?? '127.0.0.1',
    ariPort: Number(new URL(environment['CORDBOARD_ARI_URL'] ?? 'http://127.0.0.1:8088').port || 80),
    ariUser: environment['CORDBOARD_ARI_USER'] ?? 'cordboard',
    ariPassword: password,
    sipBind: environment['CORDBOARD_ASTERISK_SIP_HOST'] ?? '0.0.0.0',
    sipPort: Number(environment['CORDBOARD_ASTERISK_SIP_PORT'] ?? 5060),
    rtpStart: Number(rtp[1]),
    rtpEnd: Number(rtp[2]),
    mediaAddress: environment['CORDBOARD_ASTERISK_PUBLIC_ADDRESS'],
    localNet: environment['CORDBOARD_ASTERISK_LOCAL_NET'],
    app: environment['CORDBOARD_APP'],
  };
}

import { CordboardError } from '../base/errors.ts';
import { writeAsteriskConfig } from '../embedded/from-environment.ts';
import type { Command } from './cli.ts';

export const asteriskConfig: Command = {
  usage: 'asterisk-config <folder>',
  summary: 'write the configuration of an Asterisk for Cordboard, as Docker and the embedded one use it',
  async run([folder]) {
    if (folder === undefined)
      throw new CordboardError('usage', 'name the folder: asterisk-config /etc/asterisk');
    await writeAsteriskConfig(folder, process.env);
    return 0;
  },
};

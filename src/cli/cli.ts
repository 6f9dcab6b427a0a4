import { CordboardError, messageOf } from '../base/errors.ts';
import { apply } from './apply.ts';
import { asteriskConfig } from './asterisk-config.ts';
import { desk } from './desk.ts';
import { doctor } from './doctor/doctor.ts';
import { history } from './history.ts';
import { queueLog } from './queue-log.ts';
import { start } from './start.ts';
import { importQueues } from './import.ts';
import { status } from './status.ts';
import { why } from './why.ts';

/** One command of the command line. Resolves with the exit code; throws CordboardErrors, which are shown as sentences. */
export interface Command {
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[]): Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  start,
  apply,
  status,
  history,
  why,
  'queue-log': queueLog,
  desk,
  doctor,
  import: importQueues,
  'asterisk-config': asteriskConfig,
};

export async function runCli([name = 'help', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const known = name === 'help' || name === '--help';
    (known ? console.log : console.error)(known ? help() : `There is no command ${name}.\n\n${help()}`);
    return known ? 0 : 2;
  }
  // The ledger, the office and Asterisk's files hold secrets: what any command writes is for this user only.
  process.umask(0o077);
  try {
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof CordboardError) && !isUsageError(error)) throw error;
    console.error(messageOf(error));
    return 1;
  }
}

function help(): string {
  const lines = Object.values(commands).map(({ usage, summary }) => `  ${usage.padEnd(36)} ${summary}`);
  return ['npm run cordboard -- <command>', '', ...lines].join('\n');
}

/** What node:util's parseArgs says of options that do not exist. */
function isUsageError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

// Every npm script goes through here: sees to it that what the command needs is there, then runs it.
// Plain JavaScript for older Nodes too, and nothing but Node's own modules: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { findAsterisk, findTestTools } from './setup/asterisk.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { SetupError, say } from './setup/lock.mjs';
import { findNode } from './setup/node.mjs';
import { promptsIfPossible } from './setup/prompts.mjs';

const commands = {
  start: { run: ['src/main.ts', 'start'], asterisk: () => !process.env.CORDBOARD_ARI_URL, prompts: true },
  doctor: { run: ['src/main.ts', 'doctor'] },
  cordboard: { run: ['src/main.ts'] },
  demo: { run: ['test/demo/main.ts'], asterisk: () => true, testTools: true, prompts: true },
  prompts: { run: ['tools/setup/prompts.mjs'] },
  simulate: { run: ['test/simulation/main.ts'] },
  fuzz: { run: ['test/fuzz/main.ts'] },
  bench: {
    run: ['test/bench/main.ts'],
    asterisk: (words) => /^(dispatch|throughput|verbs)$/.test(words[0] ?? ''),
  },
  generate: { run: ['tools/generate.ts'] },
  test: { run: ['test/suite.ts'], asterisk: () => true, testTools: true, prompts: true },
  check: { run: ['test/suite.ts', '--static'] },
};

const project = dirname(import.meta.dirname);

async function main([name, ...words]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new SetupError(`No such command: ${name}. There are ${Object.keys(commands).join(', ')}.`);
  }
  await ensureDependencies(project);
  const node = await findNode(project);
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
  if (command.asterisk?.(words)) {
    env.CORDBOARD_ASTERISK = JSON.stringify(await findAsterisk());
    // An Asterisk of the office's own has them in a folder of its own.
    if (command.prompts && !env.CORDBOARD_PROMPTS?.trim()) env.CORDBOARD_PROMPTS = await promptsIfPossible();
  }
  if (command.testTools) env.CORDBOARD_TEST_TOOLS = JSON.stringify(await findTestTools());
  const [script, ...first] = command.run;
  return runToEnd(node, [join(project, script), ...first, ...words], env);
}

function runToEnd(node, argv, env) {
  const child = spawn(node, argv, { stdio: 'inherit', env });
  // Once each: npm and the terminal may send the same signal a second time.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    let forwarded = false;
    process.on(signal, () => {
      if (!forwarded) child.kill(signal);
      forwarded = true;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof SetupError ? error.message : String(error.stack));
  process.exitCode = 1;
}

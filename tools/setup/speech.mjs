import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unpacked } from './debian.mjs';

const run = promisify(execFile);

// An engine is { name, speak(language, text): the bytes of a WAV file }. When its name changes, all is spoken anew.

/** The engine that needs no fetching: the office's own, the one on the PATH, or a private one fetched before. */
export async function knownSpeech() {
  const own = process.env.CORDBOARD_TTS?.trim();
  if (own) return { name: own, speak: (language, text) => byCommand(wordsOf(own), language, text) };
  return (await onPath()) ?? (await privateOne(false));
}

/** Debian's espeak-ng, unpacked into the cache. Throws a SetupError when it cannot be had. */
export function fetchedSpeech() {
  return privateOne(true);
}

async function onPath() {
  const answer = await run('espeak-ng', ['--version']).catch(() => undefined);
  const version = /\d+(?:\.\d+)+/.exec(answer?.stdout ?? '')?.[0];
  return version === undefined ? undefined : espeak(version, ['espeak-ng']);
}

async function privateOne(mayFetch) {
  const found = await unpacked({ name: 'espeak-ng', packages: ['espeak-ng'], mayFetch });
  return found && espeak(found.version, [...found.run('usr/bin/espeak-ng'), `--path=${found.libraries}`]);
}

function espeak(version, [program, ...words]) {
  // Slower than its usual 175 words a minute: callers hear it once, over a telephone.
  const manner = ['-b', '1', '-s', '150', '--stdout', '-v'];
  return {
    name: `espeak-ng ${version}`,
    speak: (language, text) => spoken(program, [...words, ...manner, language, '--', text]),
  };
}

/** The command line's words; quotes keep blanks together. No shell: sentences have quotes of their own. */
function wordsOf(line) {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, ...parts]) =>
    parts.find((part) => part !== undefined),
  );
}

/** What it is not asked to take as words or to put into a file goes through its standard input and output. */
async function byCommand(line, language, text) {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-speech-'));
  try {
    const values = { '{language}': language, '{text}': text, '{file}': join(folder, 'spoken.wav') };
    const fill = (word) => word.replaceAll(/\{(?:language|text|file)\}/g, (name) => values[name]);
    const asks = (name) => line.some((word) => word.includes(name));
    const [program, ...words] = line.map(fill);
    const output = await spoken(program, words, asks('{text}') ? '' : text);
    return asks('{file}') ? await readFile(values['{file}']) : output;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function spoken(program, words, input = '') {
  const speaking = run(program, words, { encoding: 'buffer', maxBuffer: 1 << 26, timeout: 60_000 });
  // A program that does not read closes its end; whether it has spoken its result says.
  speaking.child.stdin.on('error', () => {});
  speaking.child.stdin.end(input);
  const { stdout } = await speaking.catch((cause) => {
    const said = String(cause.stderr ?? '').trim() || cause.message;
    throw new Error(said.split('\n').at(-1), { cause });
  });
  return stdout;
}

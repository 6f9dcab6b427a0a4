import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { cacheFolder } from './debian.mjs';
import { SetupError, say, withLock } from './lock.mjs';
import { fetchedSpeech, knownSpeech } from './speech.mjs';
import { telephoneSound } from './telephone-sound.mjs';

// The spoken prompts: one sound for each sentence of sounds/prompts, or the office's own recording in its place.

const sources = join(import.meta.dirname, '../../sounds/prompts');
const marker = 'cordboard.json';
/** An engine that could not be fetched is not asked for again at each start. */
const refusalHoldsMs = 24 * 3600 * 1000;

/** Each project folder has its own: sentences and recordings may differ. */
export function promptsFolder() {
  return join(cacheFolder(), `prompts-${digest(sources).slice(0, 8)}`);
}

/** For `npm start`: their folder, with as many prompts as can be had. It never fails, it warns. */
export async function promptsIfPossible() {
  const folder = promptsFolder();
  try {
    await makePrompts({ into: folder, insist: false });
  } catch (error) {
    const [why] = error.message.split('\n');
    say(`Spoken prompts are missing, callers will not hear them: ${why}`);
    say('`npm run prompts` tries again; sounds/README.md says what else can be done.');
  }
  return folder;
}

/**
 * Makes what is missing in the folder `into` or was made of something else, and takes away what is no longer wanted:
 * { folder, prompts, languages, made, copied, gone, engine }. Throws a SetupError when sentences stay unspoken.
 */
export async function makePrompts({ into = promptsFolder(), from = sources, insist = true } = {}) {
  const wanted = await wantedPrompts(from);
  return withLock(into, async () => {
    const { prompts: present, refused } = await readMarker(into);
    const manifest = { prompts: present };
    try {
      const owned = await copyOwn(into, wanted, present);
      const gone = await removeOthers(into, wanted, present);
      const spoken = await speakRest(into, wanted, manifest, insist ? undefined : refused);
      const languages = [...new Set([...wanted.values()].map(({ language }) => language))];
      return { folder: into, prompts: wanted.size, languages, ...spoken, ...owned, gone };
    } finally {
      await writeWhole(join(into, marker), `${JSON.stringify(manifest)}\n`);
    }
  });
}

/** 'de/position-2' → { language, text, own: the office's recordings of it } */
async function wantedPrompts(from) {
  const wanted = new Map();
  const files = await readdir(from);
  for (const file of files.filter((name) => name.endsWith('.yaml')).sort()) {
    const language = file.slice(0, -'.yaml'.length);
    const sentences = readSentences(file, await readFile(join(from, file), 'utf8'));
    for (const [name, text] of sentences) wanted.set(`${language}/${name}`, { language, text, own: [] });
    const folder = join(from, 'own', language);
    for (const recording of (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'))) {
      const prompt = wanted.get(`${language}/${recording.slice(0, -extname(recording).length)}`);
      if (prompt === undefined) say(`${join(folder, recording)} is not used: ${file} has no such prompt.`);
      else prompt.own.push(join(folder, recording));
    }
  }
  return wanted;
}

/** The files are YAML that is read before any YAML package is there: one `name: sentence` a line, and comments. */
export function readSentences(file, text) {
  const sentences = new Map();
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const [, name, quoted, plain] = /^([a-z0-9-]+):\s+(?:"([^"\\]+)"|([^"'#].*?))\s*$/.exec(line) ?? [];
    if (name === undefined || sentences.has(name)) {
      const rule = name === undefined ? 'a line is `name: sentence`' : `${name} is there twice`;
      throw new SetupError(`sounds/prompts/${file}, line ${index + 1}: ${rule}.`);
    }
    sentences.set(name, quoted ?? plain);
  }
  return sentences;
}

/** Copied as they are: Asterisk reads their format by the file name's ending. */
async function copyOwn(into, wanted, present) {
  let [recordings, copied] = [0, 0];
  for (const [id, { own }] of wanted) {
    if (own.length === 0) continue;
    recordings += 1;
    const contents = await Promise.all(own.map((file) => readFile(file)));
    const of = digest(...contents);
    if (present[id]?.of === of) continue;
    await removeFiles(into, present[id]);
    const files = own.map((file) => `${id}${extname(file)}`);
    for (const [i, file] of files.entries()) await writeWhole(join(into, file), contents[i]);
    present[id] = { files, of, own: true };
    copied += 1;
  }
  return { recordings, copied };
}

/** Asterisk chooses among the formats of one sound: what an own recording replaces must not lie beside it. */
async function removeOthers(into, wanted, present) {
  const others = Object.keys(present).filter(
    (id) => !wanted.has(id) || (present[id].own && wanted.get(id).own.length === 0),
  );
  for (const id of others) {
    await removeFiles(into, present[id]);
    delete present[id];
  }
  return others.filter((id) => !wanted.has(id)).length;
}

async function speakRest(into, wanted, manifest, refused) {
  const recipe = await readFile(join(import.meta.dirname, 'telephone-sound.mjs'));
  const there = await filesIn(into, wanted);
  const { prompts: present } = manifest;
  const toSpeak = [...wanted].flatMap(([id, { language, text, own }]) =>
    own.length > 0 ? [] : [{ id, language, text, file: `${id}.wav`, of: digest(text, recipe) }],
  );
  const isWrong = ({ id, file, of }) => present[id]?.of !== of || !there.has(file);
  const engine = (await knownSpeech()) ?? (toSpeak.some(isWrong) ? await fetched(manifest, refused) : null);
  if (engine === null) return { made: 0, engine: null };
  const todo = toSpeak.filter((prompt) => isWrong(prompt) || present[prompt.id].engine !== engine.name);
  if (todo.length > 10) say(`Making ${todo.length} spoken prompts …`);
  await byTwo(todo, async ({ id, language, text, file, of }) => {
    const sound = await speak(engine, id, language, text);
    await writeWhole(join(into, file), sound);
    present[id] = { files: [file], of, engine: engine.name };
  });
  return { made: todo.length, engine: engine.name };
}

async function fetched(manifest, refused) {
  if (refused !== undefined && Date.now() - refused.at < refusalHoldsMs) {
    manifest.refused = refused;
    throw new SetupError(refused.why);
  }
  try {
    return await fetchedSpeech();
  } catch (error) {
    if (error instanceof SetupError) manifest.refused = { at: Date.now(), why: error.message };
    throw error;
  }
}

async function speak(engine, id, language, text) {
  try {
    return telephoneSound(await engine.speak(language, text));
  } catch (cause) {
    throw new SetupError(`${engine.name} did not speak ${id}: ${cause.message}`, { cause });
  }
}

/** Two at a time; when one fails, the other ends what it is at. */
async function byTwo(items, work) {
  const rest = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of rest) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = [worker(), worker()];
  await Promise.allSettled(workers);
  await Promise.all(workers);
}

async function filesIn(into, wanted) {
  const there = new Set();
  for (const language of new Set([...wanted.values()].map((prompt) => prompt.language))) {
    for (const file of await readdir(join(into, language)).catch(() => [])) there.add(`${language}/${file}`);
  }
  return there;
}

async function removeFiles(into, entry) {
  for (const file of entry?.files ?? []) await rm(join(into, file), { force: true });
}

async function readMarker(into) {
  const text = await readFile(join(into, marker), 'utf8').catch(() => undefined);
  return text === undefined ? { prompts: {} } : JSON.parse(text);
}

/** Never half a file, also while Asterisk reads it. */
async function writeWhole(file, content) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}

function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  try {
    const startedAt = Date.now();
    const into = process.argv[2] === undefined ? promptsFolder() : resolve(process.argv[2]);
    const done = await makePrompts({ into });
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(
      [
        `${done.prompts} prompts in ${done.languages.join(', ')}, ${done.recordings} of them your own recordings.`,
        `${done.made} made by ${done.engine ?? 'no engine'}, ${done.copied} copied, ${done.gone} taken away, in ${seconds} s.`,
        `They are in ${done.folder}`,
        '',
      ].join('\n'),
    );
  } catch (error) {
    say(error instanceof SetupError ? error.message : error.stack);
    process.exitCode = 1;
  }
}

// Plain JavaScript, and in src/ because Docker has no tools/: both the set-up, on Nodes too old for the rest, and
// `doctor` ask here.
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/** The Nodes that Cordboard runs on, as package.json has them: '^22.18.0 || >=26.0.0'. */
export const nodesThatFit = engines.node;

/** Knows of npm's ranges only what stands there: `^` (the same major version, this one or later) and `>=`. */
export function nodeFits(version, range = nodesThatFit) {
  const has = numbersOf(version);
  return range.split('||').some((part) => {
    const from = numbersOf(part);
    return atLeast(has, from) && (part.trim().startsWith('>=') || has[0] === from[0]);
  });
}

function numbersOf(text) {
  return text.match(/\d+/g).map(Number);
}

function atLeast(has, from) {
  const differs = from.findIndex((number, index) => has[index] !== number);
  return differs === -1 || has[differs] > from[differs];
}

import type { Random } from '../simulation/random.ts';

/** Pieces that parsers have stumbled over before. */
const nasty = [
  '<!DOCTYPE a [<!ENTITY x "xx">]>',
  '<?xml version="1.0" encoding="UTF-16"?>',
  '<!-- -->',
  '<![CDATA[ ]]>',
  '&x;',
  '&#0;',
  '&#xFFFFFFFF;',
  '&lt;',
  '\0',
  '\uFEFF',
  '\uFFFF',
  '<',
  '>',
  '/>',
  '</',
  '</TelServiceRequest>',
  '<TelServiceRequest>',
  ' a="b"',
  'xmlns:x="y"',
  '<x:y/>',
  '<__proto__/>',
  '<constructor/>',
  '-1',
  '999999999999999999999',
  '1e9',
  'NaN',
  '*****-cb1-1',
  '𝄞',
  '\r\n\r\n',
];

type Mutation = (random: Random, text: string) => string;

const at = (random: Random, text: string): number => random.between(0, text.length);

/** The places of the tags in a text. */
function tagsOf(text: string): { from: number; to: number }[] {
  return [...text.matchAll(/<[^>]*>/g)].map((tag) => ({ from: tag.index, to: tag.index + tag[0].length }));
}

function onTag(change: (random: Random, tag: string) => string): Mutation {
  return (random, text) => {
    const tags = tagsOf(text);
    if (tags.length === 0) return text;
    const { from, to } = random.pick(tags);
    return text.slice(0, from) + change(random, text.slice(from, to)) + text.slice(to);
  };
}

const mutations: readonly Mutation[] = [
  // Bytes.
  (random, text) => {
    const place = at(random, text);
    return text.slice(0, place) + String.fromCharCode(random.between(0, 255)) + text.slice(place + 1);
  },
  (random, text) => {
    const place = at(random, text);
    return text.slice(0, place) + random.pick(nasty) + text.slice(place);
  },
  (random, text) => {
    const from = at(random, text);
    return text.slice(0, from) + text.slice(from + random.between(1, 20));
  },
  // Tags: gone, twice, renamed, turned round.
  onTag(() => ''),
  onTag((_random, tag) => tag + tag),
  onTag((random, tag) => tag.replace(/\w+/, (name) => name.slice(0, random.between(0, name.length)) || 'x')),
  onTag((_random, tag) => (tag.startsWith('</') ? tag.replace('</', '<') : tag.replace('<', '</'))),
  onTag((random, tag) => tag.replace('>', ` ${random.pick(nasty)}>`)),
  onTag((_random, tag) => tag.toUpperCase()),
  // Values.
  (random, text) => text.replace(/>([^<]+)</, () => `>${random.pick(nasty)}<`),
  (random, text) => text.replace(/\d+/, () => String(random.between(-10, 1_000_000))),
  // Nesting.
  (random, text) => {
    const depth = random.pick([3, 12, 13, 100, 1_000]);
    return text.replace(
      /<(\w+)>/,
      (tag) => tag + '<a>'.repeat(depth) + '</a>'.repeat(random.chance(0.5) ? depth : 0),
    );
  },
  // Sizes.
  (random, text) => text.replace('>', `>${' '.repeat(random.pick([10, 1_000, 20_000]))}`),
  (random, text) =>
    text.replace(/>([^<]+)</, (_all, value: string) => `>${value.repeat(random.pick([2, 100, 5_000]))}<`),
  (random, text) => text.replace(/<(\w+)>/, (tag) => tag + '<b/>'.repeat(random.pick([10, 500, 3_000]))),
  // Cut off, and one after the other.
  (random, text) => text.slice(0, at(random, text)),
  (_random, text) => text + text,
  (random, text) => text.slice(at(random, text)) + text,
];

export function mutate(random: Random, text: string): string {
  let mutated = text;
  for (let times = random.pick([0, 1, 1, 1, 2, 3, 5]); times > 0; times -= 1) {
    mutated = random.pick(mutations)(random, mutated).slice(0, 200_000);
  }
  return mutated;
}

/** What a caller's name or a client's data might be. */
export function nastyText(random: Random): string {
  return `${random.pick(nasty)}${String.fromCharCode(random.between(0, 0xffff))}${random.pick(nasty)}`;
}

/** The bytes of a text, now and then in another encoding or with some of them changed. */
export function encode(random: Random, text: string): Buffer {
  if (random.chance(0.03)) return Buffer.from(text, random.pick(['utf16le', 'latin1']));
  const bytes = Buffer.from(text);
  if (random.chance(0.05) && bytes.length > 0) {
    bytes[random.between(0, bytes.length - 1)] = random.between(0, 255);
  }
  return bytes;
}

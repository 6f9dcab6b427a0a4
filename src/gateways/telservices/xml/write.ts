import type { XmlElement } from './element.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // A reader would make a line feed of it.
  '\r': '&#13;',
};

/** What XML 1.0 has no way to write: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const illegal =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The element as the manual wants it: no prolog, no spaces, no line breaks. */
export function writeXml({ name, text, children }: XmlElement): string {
  const content = children.length > 0 ? children.map(writeXml).join('') : escapeText(text);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function escapeText(text: string): string {
  return text.replaceAll(illegal, '').replaceAll(/[&<>\r]/g, (character) => escapes[character] ?? '');
}

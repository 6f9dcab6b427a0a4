import { describe, expect, test } from 'vitest';
import { element, leaf } from '../../../../src/gateways/telservices/xml/element.ts';
import { parseXml, XmlReader } from '../../../../src/gateways/telservices/xml/parse.ts';
import { writeXml } from '../../../../src/gateways/telservices/xml/write.ts';

const limits = { bytes: 10_000, depth: 4, elements: 20 };
const parse = (xml: string) => parseXml(xml, limits);
const bytes = (text: string) => new TextEncoder().encode(text);

test('a document is complete at the end tag of its root, however it is cut', () => {
  const xml = '<a> <b>Zoë &amp; 𝄞 &#65;</b><c/></a>';
  for (const size of [1, 2, 3, 7]) {
    const reader = new XmlReader(limits);
    const all = bytes(xml);
    for (let at = 0; at < all.length; at += size) {
      expect(reader.root).toBeNull();
      reader.take(all.subarray(at, at + size));
    }
    expect(reader.root).toEqual(element('a', leaf('b', 'Zoë & 𝄞 A'), leaf('c', '')));
  }
});

test('what follows the root is left alone', () => {
  const reader = new XmlReader(limits);
  reader.take(bytes('<a/>\0<b attribute="1">&bad;<!DOCTYPE'));
  reader.take(bytes('more'));
  expect(reader.finish()).toEqual(leaf('a', ''));
});

test.each([
  ['<?xml version="1.0"?><a/>', /a prolog is not accepted/],
  ['<!DOCTYPE a [<!ENTITY x "xxxxxxxx">]><a>&x;</a>', /request: a DOCTYPE is not accepted/],
  ['<a><!-- note --></a>', /a: a comment is not accepted/],
  ['<a><![CDATA[x]]></a>', /a CDATA section is not accepted/],
  ['<a><?target body?></a>', /a processing instruction is not accepted/],
  ['<a b="c"/>', /an attribute is not accepted/],
  ['<a>&x;</a>', /a: is not well-formed/],
  ['<a>&#0;</a>', /a: is not well-formed/],
  ['<a>\u0001</a>', /a: is not well-formed/],
  ['<a><b></a></b>', /a: is not well-formed/],
  ['text', /is not well-formed/],
  ['<a><b>x</b> y </a>', /a: has text between its elements/],
  ['<a><b><c><d><e/></d></c></b></a>', /a > b > c > d: is nested deeper than 4/],
  [`<a>${'<b/>'.repeat(20)}</a>`, /has more than 20 elements/],
  [`<a>${'x'.repeat(10_000)}</a>`, /is longer than 10000 bytes/],
  ['<a><b>', /a > b: ends before its end tag/],
  ['', /request: ends before its end tag/],
])('%s is refused', (xml, rule) => {
  expect(() => parse(xml)).toThrow(rule);
});

test('a DOCTYPE bomb is refused before anything of it is expanded', () => {
  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  expect(() => parse(`<!DOCTYPE a [<!ENTITY l0 "lol">${lol}]><a>&l9;</a>`)).toThrow(
    /a DOCTYPE is not accepted/,
  );
});

test('bytes that are not UTF-8 are refused', () => {
  const take = (...all: number[]) => new XmlReader(limits).take(Uint8Array.from(all));
  expect(() => take(0x3c, 0x61, 0x3e, 0xff)).toThrow(/a: is not UTF-8|request: is not UTF-8/);
  expect(() => take(0xff, 0xfe, 0x3c, 0x00)).toThrow(/is not UTF-8/);
});

test('a byte order mark is no mistake', () => {
  expect(parse('\uFEFF<a/>')).toEqual(leaf('a', ''));
});

describe('writing', () => {
  test('escapes what has a meaning in XML', () => {
    expect(writeXml(leaf('a', 'x < y && z > "1"\r\n'))).toBe('<a>x &lt; y &amp;&amp; z &gt; "1"&#13;\n</a>');
  });

  test('strips what XML 1.0 has no way to write', () => {
    expect(writeXml(leaf('a', 'a\u0000b\u001Fc\uFFFEd\uD800e\uDC00f𝄞\tg'))).toBe('<a>abcdef𝄞\tg</a>');
  });

  test('is read back as it was', () => {
    const text = 'Ann & <Zoë> 𝄞 \r\n "\'';
    expect(parse(writeXml(element('a', leaf('b', text))))).toEqual(element('a', leaf('b', text)));
  });
});

import { describe, expect, test } from 'vitest';
import { showTime, timeOf } from '../../../../src/gateways/ucontact/dates.ts';
import { readJson } from '../../../../src/gateways/ucontact/json-field.ts';
import { readName, writeName } from '../../../../src/gateways/ucontact/names.ts';
import { readData, writeData } from '../../../../src/gateways/ucontact/parameters.ts';

describe('dates', () => {
  test('are by the clock of the office, summer and winter', () => {
    expect(timeOf('2026-01-15 12:00:00', 'Europe/Berlin')).toBe(Date.parse('2026-01-15T11:00:00Z'));
    expect(timeOf('2026-07-15 12:00:00', 'Europe/Berlin')).toBe(Date.parse('2026-07-15T10:00:00Z'));
    expect(timeOf('2015-10-11 15:00:00', 'America/Montevideo')).toBe(Date.parse('2015-10-11T18:00:00Z'));
  });

  test('in the hour that comes twice are in the first one', () => {
    expect(timeOf('2026-10-25 02:30:00', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:30:00Z'));
  });

  test('in the hour that is skipped are as long after its beginning', () => {
    expect(timeOf('2026-03-29 02:30:00', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:30:00Z'));
  });

  test.each([
    '2026-1-15 12:00:00',
    '2026-01-15',
    '2026-01-15 12:00',
    '2026-01-15T12:00:00',
    '2026-01-15 12:00:00Z',
    ' 2026-01-15 12:00:00',
    '2026-02-29 12:00:00',
    '2026-13-01 12:00:00',
    '2026-01-15 24:00:00',
    '2026-01-15 12:60:00',
    '',
  ])('%j is none', (text) => {
    expect(timeOf(text, 'UTC')).toBeNull();
  });

  test.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Australia/Lord_Howe'])(
    'come back as they were written in %s',
    (zone) => {
      for (
        let at = Date.parse('2026-01-01T00:00:00Z');
        at < Date.parse('2027-01-01T00:00:00Z');
        at += 10_800_000
      ) {
        const shown = showTime(at, zone);
        expect(showTime(timeOf(shown, zone) ?? 0, zone)).toBe(shown);
      }
    },
  );
});

describe('JSON in a parameter', () => {
  const read = (text: string): unknown => readJson('x', text);

  test('has typographic, single and mixed quotes as they are printed', () => {
    expect(read('{“a": “b”, ‘c’ : ‘d’, \'e\': \'f\', "g": “h", "i": 1, "j": null}')).toEqual({
      a: 'b',
      c: 'd',
      e: 'f',
      g: 'h',
      i: 1,
      j: null,
    });
  });

  test('keeps quotes within a text', () => {
    expect(read("{“name” : ‘O’Brien’, “said” : “he said \"no\" twice”, 'x': 'it\\'s'}")).toEqual({
      name: 'O’Brien',
      said: 'he said "no" twice',
      x: "it's",
    });
  });

  test('that is proper is taken as it is', () => {
    expect(read('{"a": "“typographic” and \\"straight\\": yes"}')).toEqual({
      a: '“typographic” and "straight": yes',
    });
  });

  test.each(['', '{', '{“a”: “b}', '{“a”: b}', "{'a' 'b'}", '{"a": 1} //x', '{“a”: 1,}'])(
    '%j is none',
    (text) => {
      expect(() => read(text)).toThrow('x: is not JSON');
    },
  );
});

describe('data', () => {
  test('are names and values', () => {
    expect(readData('x', 'Par1=Val1:Par2=Val2')).toEqual({ Par1: 'Val1', Par2: 'Val2' });
    expect(readData('x', '')).toEqual({});
    expect(readData('x', 'a=')).toEqual({ a: '' });
  });

  test('may have colons and equals signs in their values', () => {
    const data = { url: 'https://crm.example/?id=7', at: '15:30', b: 'x=y' };
    expect(readData('x', writeData(data))).toEqual(data);
  });

  test.each(['a', '=a', ':a=1', 'a=1:a=2'])('%j are none', (text) => {
    expect(() => readData('x', text)).toThrow(/^x: /);
  });

  test('are no way into objects', () => {
    expect(Object.keys(readData('x', '__proto__=1'))).toEqual(['__proto__']);
  });
});

test('names have arrows', () => {
  expect(readName('Ventas->')).toEqual({ name: 'Ventas', direction: 'out' });
  expect(readName(' Power<- ')).toEqual({ name: 'Power', direction: 'in' });
  expect(readName('prueba1')).toEqual({ name: 'prueba1', direction: null });
  expect(writeName('test', 'out') + writeName('Power', 'in')).toBe('test->Power<-');
});

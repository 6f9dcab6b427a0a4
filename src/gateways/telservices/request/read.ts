import { RequestError } from '../errors.ts';
import type { XmlElement } from '../xml/element.ts';

/** Makes a typed value of an element; throws RequestError naming the element by its `path` and the rule. */
export interface Reader<Value> {
  read(element: XmlElement, path: string): Value;
  /** Whether the element may be left out, and what its value is then. */
  readonly absent?: { readonly value: Value };
}

export type ValueOf<R> = R extends Reader<infer Value> ? Value : never;

/** Elements by their names, in any order, each once. */
export function record<Fields extends Readonly<Record<string, Reader<unknown>>>>(
  fields: Fields,
): Reader<{ readonly [Name in keyof Fields]: ValueOf<Fields[Name]> }> {
  const known = Object.entries(fields);
  return {
    read(element, path) {
      const given = childrenByName(element, path);
      const values: Record<string, unknown> = {};
      for (const [name, reader] of known) {
        const child = given.get(name);
        given.delete(name);
        const at = `${path} > ${name}`;
        if (child !== undefined) values[name] = reader.read(child, at);
        else if (reader.absent !== undefined) values[name] = reader.absent.value;
        else throw new RequestError(at, 'is missing');
      }
      const [unknown] = given.keys();
      if (unknown !== undefined) {
        const names = known.map(([name]) => name).join(', ');
        throw new RequestError(`${path} > ${unknown.slice(0, 40)}`, `is not known here: there are ${names}`);
      }
      return values as { [Name in keyof Fields]: ValueOf<Fields[Name]> };
    },
  };
}

function childrenByName(element: XmlElement, path: string): Map<string, XmlElement> {
  if (element.text.trim() !== '') throw new RequestError(path, 'has text where elements belong');
  const byName = new Map<string, XmlElement>();
  for (const child of element.children) {
    if (byName.has(child.name)) {
      throw new RequestError(`${path} > ${child.name.slice(0, 40)}`, 'is there twice');
    }
    byName.set(child.name, child);
  }
  return byName;
}

/** Any number of elements of one name. */
export function list<Value>(name: string, item: Reader<Value>): Reader<readonly Value[]> {
  return {
    read(element, path) {
      if (element.text.trim() !== '') throw new RequestError(path, 'has text where elements belong');
      return element.children.map((child, index) => {
        const at = `${path} > ${name}[${index + 1}]`;
        if (child.name !== name) throw new RequestError(at, `is a ${child.name.slice(0, 40)}`);
        return item.read(child, at);
      });
    },
  };
}

/** One of several words, as `<state><on/></state>`; as text too, which the parameter lists of the manual leave open. */
export function choice<const Word extends string>(words: readonly Word[]): Reader<Word> {
  return {
    read(element, path) {
      const [child, more] = element.children;
      const isWord = more === undefined && child?.children.length === 0 && child.text.trim() === '';
      const given = child === undefined ? element.text.trim() : isWord ? child.name : null;
      const found = words.find((one) => one === given);
      if (found === undefined) throw new RequestError(path, `must be one of ${words.join(', ')}`);
      return found;
    },
  };
}

const truth = choice(['true', 'false']);
export const flag: Reader<boolean> = { read: (element, path) => truth.read(element, path) === 'true' };

/** Text as it stands. */
export const exactText: Reader<string> = {
  read({ children, text }, path) {
    if (children.length > 0) throw new RequestError(path, 'has elements where text belongs');
    return text;
  },
};

export function text(rule: { readonly pattern: RegExp; readonly is: string }): Reader<string> {
  return {
    read(element, path) {
      const given = exactText.read(element, path).trim();
      if (!rule.pattern.test(given)) throw new RequestError(path, `must be ${rule.is}`);
      return given;
    },
  };
}

export function wholeNumber(least: number, most: number): Reader<number> {
  return {
    read(element, path) {
      const given = exactText.read(element, path).trim();
      const value = Number(given);
      if (!/^-?\d{1,15}$/.test(given) || value < least || value > most) {
        throw new RequestError(path, `must be a whole number from ${least} to ${most}`);
      }
      return value;
    },
  };
}

export function optional<Value>(reader: Reader<Value>): Reader<Value | null> {
  return { read: (element, path) => reader.read(element, path), absent: { value: null } };
}

export function withDefault<Value>(reader: Reader<Value>, value: Value): Reader<Value> {
  return { read: (element, path) => reader.read(element, path), absent: { value } };
}

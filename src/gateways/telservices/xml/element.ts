/** An element of the protocol: text or children, never both, and no attributes. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export function element(name: string, ...children: readonly (XmlElement | null)[]): XmlElement {
  return { name, text: '', children: children.filter((child) => child !== null) };
}

export function leaf(name: string, text: string | number): XmlElement {
  return { name, text: String(text), children: [] };
}

/** The manual's way to write one of several words: `<state><on/></state>`. */
export function word(name: string, value: string | boolean): XmlElement {
  return element(name, leaf(String(value), ''));
}

/** An element that is left out when there is nothing to say. */
export function optional<Value>(value: Value | null, write: (value: Value) => XmlElement): XmlElement | null {
  return value === null ? null : write(value);
}

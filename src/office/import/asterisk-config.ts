/** One section of an Asterisk configuration file, with what its templates gave it. */
export interface ConfigSection {
  readonly name: string;
  /** In their order; a name may come often. */
  readonly settings: readonly ConfigSetting[];
}

export interface ConfigSetting {
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

export interface ConfigReading {
  readonly sections: readonly ConfigSection[];
  /** Lines that are neither, and files that were to be included. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
}

/**
 * Reads a file as Asterisk does: `[name](template)` with `!` for templates and `+` for more of the same section,
 * `name = value` or `name => value`, `;` and `;-- … --;` for comments. Included files are not read but named.
 */
export function readAsteriskConfig(text: string): ConfigReading {
  const found = new Map<string, ConfigSetting[]>();
  const templates = new Set<string>();
  const unread: { line: number; text: string }[] = [];
  let current: ConfigSetting[] | null = null;
  for (const [at, raw] of withoutComments(text).entries()) {
    const line = at + 1;
    const section = /^\[([^\]]+)\]\s*(?:\(([^)]*)\))?$/.exec(raw);
    const setting = /^([^=\s][^=]*?)\s*=>?\s*(.*)$/.exec(raw);
    if (raw === '') continue;
    if (section !== null) {
      const [, name = '', options = ''] = section;
      const words = options
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');
      if (words.includes('!')) templates.add(name);
      const inherited = words.flatMap((word) => found.get(word) ?? []);
      const before = words.includes('+') ? (found.get(name) ?? []) : [];
      current = [...before, ...inherited];
      found.set(name, current);
    } else if (setting !== null && current !== null && !raw.startsWith('#')) {
      const [, name = '', value = ''] = setting;
      current.push({ name: name.trim().toLowerCase(), value: value.trim(), line });
    } else unread.push({ line, text: raw });
  }
  const sections = [...found].filter(([name]) => !templates.has(name));
  return { sections: sections.map(([name, settings]) => ({ name, settings })), unread };
}

/** Line by line; `\;` is a semicolon. */
function withoutComments(text: string): string[] {
  let isInBlock = false;
  return text.split(/\r?\n/).map((raw) => {
    let rest = raw;
    let kept = '';
    while (rest !== '') {
      if (isInBlock) {
        const end = rest.indexOf('--;');
        if (end < 0) break;
        isInBlock = false;
        rest = rest.slice(end + 3);
      } else {
        const start = /(?<!\\);/.exec(rest)?.index ?? rest.length;
        kept += rest.slice(0, start);
        const comment = rest.slice(start);
        if (!/^;--(?!-)/.test(comment)) break;
        isInBlock = true;
        rest = comment.slice(3);
      }
    }
    return kept.replaceAll('\\;', ';').trim();
  });
}

/**
 * Whether a dialled number fits a pattern in Asterisk's notation without its underscore: X is any digit, Z one to nine,
 * N two to nine, `[a-c5]` one of these, `.` one or more of anything at the end, `!` none or more.
 */
export function fits(pattern: string, number: string): boolean {
  return compiled(pattern).test(number);
}

const known = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  let regExp = known.get(pattern);
  if (regExp === undefined) {
    regExp = new RegExp(`^${pattern.replaceAll(/\[[^\]]*\]|[^[]/g, meaning)}$`);
    known.set(pattern, regExp);
  }
  return regExp;
}

function meaning(part: string): string {
  switch (part) {
    case 'X':
      return '[0-9]';
    case 'Z':
      return '[1-9]';
    case 'N':
      return '[2-9]';
    case '.':
      return '.+';
    case '!':
      return '.*';
    default:
      return part.startsWith('[') || /\w/.test(part) ? part : `\\${part}`;
  }
}

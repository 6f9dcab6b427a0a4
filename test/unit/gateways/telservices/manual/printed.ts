/** An example in the lines of a source file: the lines joined. */
export function printed(lines: string): string {
  return lines.replaceAll(/\n\s*/g, '');
}

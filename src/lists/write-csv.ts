/**
 * One line of a CSV file (RFC 4180). What a spreadsheet would take for a formula is given a quote in front (OWASP); numbers
 * and their beginnings (`+4930*`) are written as they are, so that they can be read back.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(text: string): string {
  const safe = /^[=@\t\r]|^[+-](?![\d\s()+*.-]*$)/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

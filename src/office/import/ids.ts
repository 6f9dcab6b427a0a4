/** Lower-case letters, digits and hyphens, as ids of the office file are. */
export function idOf(name: string): string {
  const id = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return id === '' ? 'unnamed' : id;
}

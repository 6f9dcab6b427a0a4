import { z } from 'zod';

/** What documents tell of the office file's settings, and what the schemas say: for tests that compare the two. */

/** Setting and default, as tables have them. */
export type Told = readonly [setting: string, preset: string];

/** Every setting below a schema by its path, with its default as tables write it. `isLeftOut`: by its path and its block. */
export function fieldsOf(
  path: string,
  schema: unknown,
  isLeftOut: (path: string, block: Readonly<Record<string, unknown>>) => boolean = () => false,
): Told[] {
  const inner = withoutWrapping(schema);
  if (inner instanceof z.ZodArray) return fieldsOf(`${path.slice(0, -1)}[].`, inner.element, isLeftOut);
  if (!(inner instanceof z.ZodObject)) return [];
  const block = inner.shape as Readonly<Record<string, unknown>>;
  return Object.entries(block).flatMap(([name, field]): Told[] => {
    if (isLeftOut(`${path}${name}`, block)) return [];
    const below = fieldsOf(`${path}${name}.`, field, isLeftOut);
    // A block that is always there has no default but those of what is in it.
    const isFrame = below.length > 0 && field instanceof z.ZodPrefault && !isList(field);
    return isFrame ? below : [[`${path}${name}`, presetOf(field)], ...below];
  });
}

function withoutWrapping(schema: unknown): unknown {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return withoutWrapping(schema.unwrap());
  return schema instanceof z.ZodPipe ? withoutWrapping(schema.in) : schema;
}

function isList(schema: unknown): boolean {
  return withoutWrapping(schema) instanceof z.ZodArray;
}

function presetOf(schema: unknown): string {
  if (schema instanceof z.ZodOptional) return 'none';
  if (!(schema instanceof z.ZodPrefault)) return 'required';
  const preset: unknown = schema.def.defaultValue;
  if (typeof preset === 'string' && preset !== '') return preset;
  if (Array.isArray(preset) && preset.length > 0) return `[${preset.join(', ')}]`;
  return 'none';
}

/** The rows of all tables of a document that have a column of defaults. */
export function rowsOf(text: string): Told[] {
  return [...text.matchAll(/^\| setting \| default \|.*\n\|[-|]+\n((?:\|.*\n)+)/gm)].flatMap(
    ([, body = '']) =>
      body.split('\n').flatMap((line): Told[] => {
        const [, setting, preset] = /^\| `([^`]+)` \| ([^|]+) \|/.exec(line) ?? [];
        return setting === undefined || preset === undefined ? [] : [[setting, preset.trim()]];
      }),
  );
}

import type { core } from 'zod';

/** A field's place in the document: `['queues', 1, 'members', 0]`. */
export type FieldPath = readonly (string | number)[];

/** What is wrong with an office file, and where. `line` and `column` count from 1. */
export interface OfficeProblem {
  readonly line: number;
  readonly column: number;
  /** `queues[1].members[0]`; empty for the whole file. */
  readonly field: string;
  readonly rule: string;
  /** What stands there, or null when nothing does or when it is a secret. */
  readonly value: string | null;
  readonly message: string;
}

/** A problem before its place in the text is known. */
export interface Finding {
  readonly path: FieldPath;
  /** The place is that of the key, not of what it holds. */
  readonly atKey?: boolean;
  readonly rule: string;
  /** A sentence that goes on after the value. */
  readonly sentence: string;
}

export function showField(path: FieldPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

/** As compilers print it, so that an editor can jump there. */
export function showProblem(file: string, problem: OfficeProblem): string {
  const field = problem.field === '' ? '' : ` ${problem.field}:`;
  return `${file}:${problem.line}:${problem.column}${field} ${problem.message}`;
}

/** Zod's findings in the words of the office file. `valueAt` tells what stands at a path. */
export function findingsOf(
  issues: readonly core.$ZodIssue[],
  valueAt: (path: FieldPath) => unknown,
): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    const path = issue.path as FieldPath;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, key],
        atKey: true,
        rule: 'unknown-setting',
        sentence: 'is not a setting here',
      }));
    }
    if (issue.code === 'custom') {
      return [{ path, rule: String(issue.params?.['rule'] ?? 'custom'), sentence: issue.message }];
    }
    if (valueAt(path) === undefined) return [{ path, rule: 'required', sentence: 'is missing' }];
    if (issue.code === 'invalid_type') return [{ path, rule: 'kind', sentence: wrongKind(issue.expected) }];
    if (issue.code === 'invalid_value') {
      return [{ path, rule: 'one-of', sentence: `is not one of: ${issue.values.join(', ')}` }];
    }
    if (issue.code === 'too_small')
      return [{ path, rule: 'required', sentence: 'is empty: at least one is needed' }];
    return [{ path, rule: issue.code, sentence: issue.message }];
  });
}

function wrongKind(expected: string): string {
  const kinds: Readonly<Record<string, string>> = {
    array: 'is not a list: its entries begin with a hyphen',
    object: 'is not a block of settings',
    string: 'is not a single value',
  };
  return kinds[expected] ?? `is not a ${expected}`;
}

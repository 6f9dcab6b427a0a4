import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { CordboardError } from '../base/errors.ts';
import {
  findingsOf,
  showField,
  showProblem,
  type FieldPath,
  type Finding,
  type OfficeProblem,
} from './problem.ts';
import { findReferences } from './references.ts';
import { officeSchema, type OfficeDocument } from './schema.ts';

export type OfficeReading =
  | { readonly ok: true; readonly document: OfficeDocument }
  | { readonly ok: false; readonly problems: readonly OfficeProblem[] };

/** Reads an office file and tells everything that is wrong with it at once, in the order of its lines. */
export function readOffice(text: string): OfficeReading {
  const lines = new LineCounter();
  // The failsafe schema leaves every value as it is written; ours says what it means.
  const yaml = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const placed = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  const faults = [...yaml.errors, ...yaml.warnings];
  if (faults.length > 0) {
    return failed(
      faults.map((fault) => ({
        ...placed(fault.pos[0]),
        field: '',
        rule: 'yaml',
        value: null,
        message: fault.message,
      })),
    );
  }
  const raw = plain(yaml);
  if (raw === null || raw === '') return failed([wholeFile('required', 'the file is empty')]);
  if (raw instanceof Error) return failed([wholeFile('yaml', raw.message)]);
  const parsed = officeSchema.safeParse(raw);
  const findings = [
    ...(parsed.success ? [] : findingsOf(parsed.error.issues, (path) => valueAt(raw, path))),
    ...findReferences(raw),
  ];
  if (parsed.success && findings.length === 0) return { ok: true, document: parsed.data };
  return failed(
    findings.map((finding) => ({
      ...placed(offsetOf(yaml, finding)),
      field: showField(finding.path),
      rule: finding.rule,
      ...worded(finding, valueAt(raw, finding.path)),
    })),
  );
}

/** The same for callers who want the document or nothing. Throws 'office-wrong' with every problem. */
export function officeFrom(text: string, file = 'office.yaml'): OfficeDocument {
  const reading = readOffice(text);
  if (reading.ok) return reading.document;
  const { problems } = reading;
  throw new CordboardError('office-wrong', problems.map((problem) => showProblem(file, problem)).join('\n'), {
    details: { problems },
  });
}

function failed(problems: readonly OfficeProblem[]): OfficeReading {
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

function wholeFile(rule: string, message: string): OfficeProblem {
  return { line: 1, column: 1, field: '', rule, value: null, message };
}

/** The document as plain data, or the error of one that would blow itself up by aliases. */
function plain(yaml: Document): unknown {
  try {
    return yaml.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    return error;
  }
}

const secretFields: readonly unknown[] = ['password', 'secret'];

function worded(finding: Finding, value: unknown): { value: string | null; message: string } {
  const name = finding.path.at(-1);
  if (finding.atKey === true) return { value: null, message: `"${name}" ${finding.sentence}` };
  if (typeof value !== 'string') return { value: null, message: finding.sentence };
  if (secretFields.includes(name)) return { value: null, message: `what stands here ${finding.sentence}` };
  return { value, message: `"${value}" ${finding.sentence}` };
}

function valueAt(raw: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? (inner as Record<string | number, unknown>)[part]
        : undefined,
    raw,
  );
}

/** Where a field stands; where it should stand when it is missing. */
function offsetOf(yaml: Document, { path, atKey }: Finding): number {
  if (atKey === true) {
    const key = keyIn(yaml.getIn(path.slice(0, -1), true), path.at(-1));
    if (key !== null) return key;
  }
  for (let length = path.length; length > 0; length -= 1) {
    const node = yaml.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return isNode(yaml.contents) && yaml.contents.range ? yaml.contents.range[0] : 0;
}

function keyIn(map: unknown, name: unknown): number | null {
  if (!isMap(map)) return null;
  const key = map.items.find((pair) => isScalar(pair.key) && pair.key.value === name)?.key;
  return isNode(key) && key.range ? key.range[0] : null;
}

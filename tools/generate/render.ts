/** The part of Swagger 1.1 that Asterisk uses. */
export interface ApiDocument {
  models: Record<string, Model>;
  apis: { path: string; operations: Operation[] }[];
}
interface Model {
  subTypes?: string[];
  properties: Record<string, Property>;
}
interface Property {
  type: string;
  required?: boolean;
  allowableValues?: { values?: string[] };
}
interface Operation {
  httpMethod: string;
  nickname: string;
  responseClass: string;
  upgrade?: string;
  parameters?: Parameter[];
}
interface Parameter {
  name: string;
  paramType: 'path' | 'query' | 'body';
  dataType: string;
  required?: boolean;
  allowMultiple?: boolean;
  allowableValues?: { values?: string[] };
}

const lineWidth = 110;
const header = `// Generated from Asterisk's own API description by \`npm run generate\` (tools/generate.ts). Do not edit.\n`;

/** What the description only calls "object" or "containers". */
const knownObjects: Record<string, string> = {
  channelvars: 'Record<string, string>',
  bridgevars: 'Record<string, string>',
  events_allowed: 'readonly { type: string }[]',
  events_disallowed: 'readonly { type: string }[]',
};
const knownBodies: Record<string, string> = {
  variables: 'VariablesBody',
  fields: 'readonly ConfigTuple[]',
  filter: 'EventFilterBody',
};
const bodyTypes = `/** A plain value, or one that Asterisk then reports in every event of the channel. */
export type VariablesBody = Readonly<Record<string, string | { value: string; report_events: boolean }>>;
/** An empty filter lets everything through. */
export interface EventFilterBody {
  allowed?: readonly { type: string }[];
  disallowed?: readonly { type: string }[];
}
`;

/** The two files by name. */
export function generate(apis: Record<string, ApiDocument>): Record<string, string> {
  const models = Object.assign({}, ...Object.values(apis).map((api) => api.models)) as Record<string, Model>;
  // The description counts the answers to requests among the events.
  const isEvent = (name: string): boolean => !name.startsWith('REST');
  const events = (models['Event']?.subTypes ?? []).filter(isEvent).sort();
  const operations = operationsOf(apis);
  const forEvents = reachable(models, [...events, 'RESTRequest', 'RESTResponse']);
  const results = operations.map((operation) => baseType(operation.responseClass));
  const forOperations = reachable(models, [...results, 'ConfigTuple']);
  return {
    'events.generated.ts': renderEvents(models, events, forEvents),
    'operations.generated.ts': renderOperations(models, operations, forOperations, forEvents),
  };
}

type NamedOperation = Operation & { name: string; path: string };

/** All but the upgrade to a WebSocket, which is the line itself, and files, which do not travel as JSON. */
function operationsOf(apis: Record<string, ApiDocument>): NamedOperation[] {
  const all = Object.entries(apis).flatMap(([resource, api]) =>
    api.apis.flatMap(({ path, operations }) =>
      operations.map((operation) => ({
        ...operation,
        name: `${resource}.${operation.nickname}`,
        path: path.slice(1),
      })),
    ),
  );
  return all.filter((operation) => operation.upgrade === undefined && operation.responseClass !== 'binary');
}

function renderEvents(models: Record<string, Model>, events: string[], reached: Set<string>): string {
  const parts = [...reached].sort().filter((name) => !events.includes(name));
  const application = { type: 'string', required: true };
  const timestamp = { type: 'Date', required: true };
  const asteriskId = { type: 'string' };
  const base = renderModel('EventBase', { application, timestamp, asterisk_id: asteriskId });
  return [
    header,
    ...parts.map((name) => renderModel(name, models[name]?.properties ?? {})),
    base,
    ...events.map((name) => renderModel(name, models[name]?.properties ?? {}, name)),
    `export type AriEvent =\n${events.map((name) => `  | ${name}`).join('\n')};\n`,
    `export type AriEventType = AriEvent['type'];\n`,
    `export const eventTypes: ReadonlySet<string> = new Set<AriEventType>([\n${wrap(events.map(quote))}\n]);\n`,
  ].join('\n');
}

function renderOperations(
  models: Record<string, Model>,
  operations: NamedOperation[],
  reached: Set<string>,
  inEvents: Set<string>,
): string {
  const own = [...reached].filter((name) => !inEvents.has(name)).sort();
  const used = [
    ...operations.map((operation) => operation.responseClass),
    ...own.flatMap((name) => Object.values(models[name]?.properties ?? {}).map((property) => property.type)),
  ].map(baseType);
  const imported = [...inEvents].filter((name) => used.includes(name)).sort();
  const table = operations.map(({ name, httpMethod, path, parameters }) => {
    const body = parameters?.find((parameter) => parameter.paramType === 'body');
    const entry = `{ method: '${httpMethod}', path: '${path}'${body ? `, body: '${body.name}'` : ''} }`;
    return `  '${name}': ${entry},`;
  });
  return [
    header,
    `import type {\n${wrap(imported)}\n} from './events.generated.ts';\n`,
    bodyTypes,
    ...own.map((name) => renderModel(name, models[name]?.properties ?? {})),
    `/** What each operation takes and gives. */\nexport interface Operations {\n${operations.map(renderOperation).join('\n')}\n}\n`,
    `export type OperationName = keyof Operations;\n`,
    `/** How each operation is asked for; a parameter that is neither in the path nor the body goes into the query. */`,
    `export const operations: Readonly<\n  Record<OperationName, { method: string; path: string; body?: string }>\n> = {\n${table.join('\n')}\n};\n`,
  ].join('\n');
}

function renderOperation({ name, parameters = [], responseClass }: NamedOperation): string {
  const fields = parameters.map((parameter) => {
    const optional = parameter.required || parameter.paramType === 'path' ? '' : '?';
    return `${parameter.name}${optional}: ${parameterType(parameter)}`;
  });
  return `  '${name}': {\n${block('params', fields, '    ')};\n    result: ${typeName(responseClass)};\n  };`;
}

function parameterType({ name, paramType, dataType, allowMultiple, allowableValues }: Parameter): string {
  if (paramType === 'body') return knownBodies[name] ?? 'object';
  const single = allowableValues?.values ? allowableValues.values.map(quote).join(' | ') : typeName(dataType);
  if (!allowMultiple) return single;
  return `${single} | readonly ${single.includes('|') ? `(${single})` : single}[]`;
}

function renderModel(name: string, properties: Record<string, Property>, eventType?: string): string {
  const fields = Object.entries(properties).map(([key, { type, required, allowableValues }]) => {
    const values = allowableValues?.values?.map(quote).join(' | ');
    return `${key}${required ? '' : '?'}: ${values ?? knownObjects[key] ?? typeName(type)}`;
  });
  if (eventType) fields.unshift(`type: '${eventType}'`);
  const heritage = eventType ? ' extends EventBase' : '';
  const line = `export interface ${name}${heritage} { ${fields.join('; ')} }`;
  if (line.length <= lineWidth) return `${line}\n`;
  return `export interface ${name}${heritage} {\n${fields.map((field) => `  ${field};`).join('\n')}\n}\n`;
}

function block(key: string, fields: string[], indent: string): string {
  if (fields.length === 0) return `${indent}${key}: Record<never, never>`;
  const line = `${indent}${key}: { ${fields.join('; ')} }`;
  if (line.length < lineWidth) return line;
  return `${indent}${key}: {\n${fields.map((field) => `${indent}  ${field};`).join('\n')}\n${indent}}`;
}

function typeName(type: string): string {
  if (type.startsWith('List[')) return `${typeName(baseType(type))}[]`;
  if (['int', 'long', 'double'].includes(type)) return 'number';
  if (type === 'Date') return 'string';
  if (type === 'object' || type === 'containers') return 'Record<string, unknown>';
  return type;
}

function baseType(type: string): string {
  return /^List\[(.+)\]$/.exec(type)?.[1] ?? type;
}

/** The models that the given ones are made of, themselves included. */
function reachable(models: Record<string, Model>, names: string[]): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    const model = models[name];
    if (!model || reached.has(name)) return;
    reached.add(name);
    for (const property of Object.values(model.properties)) visit(baseType(property.type));
  };
  names.forEach(visit);
  return reached;
}

function wrap(items: string[]): string {
  const lines: string[] = [];
  for (const item of items) {
    const line = `${lines.at(-1) ?? ''} ${item},`;
    if (lines.length > 0 && line.length <= lineWidth) lines[lines.length - 1] = line;
    else lines.push(`  ${item},`);
  }
  return lines.join('\n');
}

function quote(text: string): string {
  return `'${text}'`;
}

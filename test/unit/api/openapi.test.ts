import { expect, test } from 'vitest';
import { openApi } from '../../../src/api/openapi.ts';
import { House } from '../control/house.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: object;
}
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly security: object[];
  readonly parameters: Parameter[];
  readonly requestBody?: {
    content: { 'application/json': { schema: { properties: object; required: string[] } } };
  };
  readonly responses: Record<string, object>;
}

const { control } = await House.open();
const document = JSON.parse(JSON.stringify(openApi(control.operations, '1.2.3'))) as {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Described>>;
};
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

test('every operation is described, once', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(described.map(({ operationId }) => operationId).sort()).toEqual(
    control.operations.map(({ name }) => name).sort(),
  );
});

test('every variable of a path is a required parameter, and no other parameter is in the path', () => {
  for (const { path, parameters } of described) {
    const variables = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
    const inPath = parameters.filter((one) => one.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual(variables);
    expect(inPath.every(({ required }) => required)).toBe(true);
  }
});

test('only what is public needs no token', () => {
  expect(described.filter(({ security }) => security.length === 0).map(({ path }) => path)).toEqual([
    '/api/v1/sign-in',
    '/api/v1/alive',
  ]);
});

test('references lead somewhere, and every operation has an answer and an error', () => {
  const text = JSON.stringify(document);
  for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = pointer
      .split('/')
      .reduce<unknown>((inner, part) => (inner as Record<string, unknown>)[part], document);
    expect(target).toBeDefined();
  }
  for (const { responses } of described) expect(Object.keys(responses)).toEqual(['200', 'default']);
  expect(text).not.toContain('$schema');
});

test('the sign-in is described as it is checked', () => {
  const signIn = document.paths['/api/v1/sign-in']?.['post'];
  const schema = signIn?.requestBody?.content['application/json'].schema;
  expect(Object.keys(schema?.properties ?? {})).toEqual(['user', 'password', 'phone', 'seat']);
  expect(schema?.required).toEqual(['user', 'password']);
});

test('queries are parameters', () => {
  const events = document.paths['/api/v1/events']?.['get'];
  expect(events?.parameters).toMatchObject([
    { name: 'after', in: 'query', required: false, schema: { type: 'integer', default: 0 } },
    { name: 'limit', in: 'query', required: false },
  ]);
  expect(events?.requestBody).toBeUndefined();
});

test('the sessions of TelServices clients can be listed and closed', () => {
  expect(document.paths['/api/v1/telservices/sessions']?.['get']?.operationId).toBe('telservices-sessions');
  const close = document.paths['/api/v1/telservices/sessions/{device}/close']?.['post'];
  expect(close).toMatchObject({
    operationId: 'close-telservices-session',
    parameters: [{ name: 'device', in: 'path', required: true }],
  });
});

import { z } from 'zod';
import type { Operation } from '../control/operation.ts';

interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const basePath = '/api/v1';

/** The description of the HTTP interface, from the same schemas that check what comes in. */
export function openApi(operations: readonly Operation[], version: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = (paths[basePath + operation.path] ??= {});
    path[operation.method] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cordboard',
      version,
      description:
        'Control of the contact centre. The same operations are commands on the WebSocket /api/v1/ws.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'the token that sign-in gives' },
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['code', 'message'],
              properties: {
                code: { type: 'string', description: 'stable, for machines' },
                message: { type: 'string', description: 'for people' },
                details: { type: 'object' },
              },
            },
          },
        },
      },
    },
  };
}

/** The JSON schema of what an operation takes. */
export function inputSchema({ input }: Operation): JsonSchema {
  return schemaOf(input, 'input');
}

function describe(operation: Operation): object {
  const { name, summary, permission, method, path, output } = operation;
  const schema = inputSchema(operation);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');
  const fields = Object.entries(schema.properties ?? {});
  const inQuery =
    method === 'get' ? fields.map(([field]) => field).filter((field) => !inPath.includes(field)) : [];
  const inBody = fields.filter(([field]) => !inPath.includes(field) && !inQuery.includes(field));
  const parameter = (field: string, place: 'path' | 'query') => ({
    name: field,
    in: place,
    required: place === 'path' || schema.required?.includes(field) === true,
    schema: schema.properties?.[field] ?? {},
  });
  return {
    operationId: name,
    summary,
    description: permission === 'public' ? 'For everybody.' : `Needs the role ${permission}.`,
    security: permission === 'public' ? [] : [{ token: [] }],
    parameters: [
      ...inPath.map((field) => parameter(field, 'path')),
      ...inQuery.map((field) => parameter(field, 'query')),
    ],
    ...(inBody.length > 0 && {
      requestBody: {
        required: inBody.some(([field]) => schema.required?.includes(field)),
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: Object.fromEntries(inBody),
              required: inBody.map(([field]) => field).filter((field) => schema.required?.includes(field)),
              additionalProperties: false,
            },
          },
        },
      },
    }),
    responses: {
      200: { description: 'done', content: { 'application/json': { schema: schemaOf(output, 'output') } } },
      default: {
        description: 'not done, and why',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest as JsonSchema;
}

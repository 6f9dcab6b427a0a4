import type { z } from 'zod';
import { CordboardError } from '../base/errors.ts';
import { mayActAs, type Caller, type Role } from './caller.ts';

/** Something that can be asked for. Every client, whatever it speaks, gets it from the same table. */
export interface Operation {
  /** Name of the command on the WebSocket and of the operation in OpenAPI. */
  readonly name: string;
  readonly summary: string;
  readonly permission: Role | 'public';
  readonly method: 'get' | 'post' | 'put';
  /** Below /api/v1; `{call}` stands for the input of that name. */
  readonly path: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
  /** Checks permission and input, then does it. */
  run(caller: Caller | null, input: unknown): Promise<unknown>;
}

interface Description<Input extends z.ZodObject, Output extends z.ZodType> {
  readonly name: string;
  readonly summary: string;
  readonly method: Operation['method'];
  readonly path: string;
  readonly input: Input;
  readonly output: Output;
}

type Result<Output extends z.ZodType> = z.input<Output> | Promise<z.input<Output>>;

/** For everybody. */
export function publicOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  description: Description<Input, Output> & { run(input: z.output<Input>): Result<Output> },
): Operation {
  return {
    ...description,
    permission: 'public',
    run: async (_caller, input) => description.run(checked(description.input, input)),
  };
}

/** For those who are signed in and whose role includes `permission`. */
export function operation<Input extends z.ZodObject, Output extends z.ZodType>(
  description: Description<Input, Output> & {
    readonly permission: Role;
    run(caller: Caller, input: z.output<Input>): Result<Output>;
  },
): Operation {
  const { name, permission } = description;
  return {
    ...description,
    run: async (caller, input) => {
      if (caller === null)
        throw new CordboardError('not-signed-in', `sign in first: ${name} is not for everybody`);
      if (!mayActAs(caller.role, permission)) {
        throw new CordboardError(
          'not-permitted',
          `${name} needs the role ${permission}, ${caller.user} is ${caller.role}`,
        );
      }
      return description.run(caller, checked(description.input, input));
    },
  };
}

function checked<Input extends z.ZodObject>(schema: Input, input: unknown): z.output<Input> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  const sentence = fields
    .map(({ field, message }) => (field === '' ? message : `${field}: ${message}`))
    .join('; ');
  throw new CordboardError('input-wrong', sentence, { details: { fields } });
}

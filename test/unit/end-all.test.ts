import { expect, test } from 'vitest';
import { endAll } from '../../src/app.ts';

test('what cannot be ended keeps nothing else from being ended', async () => {
  const ended: string[] = [];
  const failing = (message: string) => () => Promise.reject(new Error(message));
  const ending = endAll([
    () => void ended.push('line'),
    failing('api'),
    failing('exchange'),
    () => void ended.push('ledger'),
  ]);
  await expect(ending).rejects.toMatchObject({
    errors: [{ message: 'api' }, { message: 'exchange' }],
    message: 'not all could be ended: api; exchange',
  });
  expect(ended).toEqual(['line', 'ledger']);
  await endAll([() => undefined]);
});

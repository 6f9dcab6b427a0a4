import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from '../../../src/office/passwords.ts';

const cheap = { ln: 8, r: 8, p: 1 };

test('a hash knows its password and no other, and says how it was made', async () => {
  const hash = await hashPassword('correct horse', cheap);
  expect(hash).toMatch(/^\$scrypt\$ln=8,r=8,p=1\$/);
  expect(hash).not.toContain('horse');
  expect(await verifyPassword('correct horse', hash)).toBe(true);
  expect(await verifyPassword('correct Horse', hash)).toBe(false);
  expect(await hashPassword('correct horse', cheap)).not.toBe(hash);
});

test('the usual cost is N = 2^15, r = 8, p = 1', async () => {
  expect(await hashPassword('x')).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$/);
});

test('an unknown user has no password', async () => {
  expect(await verifyPassword('', null)).toBe(false);
});

test('an ä is an ä, however it is typed', async () => {
  const hash = await hashPassword('schl\u00e4ft gut', cheap);
  expect(await verifyPassword('schla\u0308ft gut', hash)).toBe(true);
});

test('a damaged hash fits no password', async () => {
  expect(await verifyPassword('x', 'plain')).toBe(false);
});

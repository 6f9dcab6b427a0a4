import { parseArgs } from 'node:util';
import { fuzzTelServices } from './telservices.ts';

/** `npm run fuzz -- telservices [--cases 100000] [--seed 1] [--parallel 32] [--json]` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '32' },
    json: { type: 'boolean', default: false },
  },
});

const [name] = positionals;
const [cases, seed, parallel] = [values.cases, values.seed, values.parallel].map(Number);
if (name !== 'telservices') {
  process.stderr.write(`There is nothing to fuzz called ${name ?? ''}: telservices is the gateway.\n`);
  process.exitCode = 2;
} else if (![cases, seed, parallel].every((one) => Number.isSafeInteger(one) && Number(one) > 0)) {
  process.stderr.write('--cases, --seed and --parallel take whole numbers above 0\n');
  process.exitCode = 2;
} else {
  const result = await fuzzTelServices({
    cases: Number(cases),
    seed: Number(seed),
    parallel: Number(parallel),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  process.exitCode = result.crashes + result.hangs + result.leaks + result.wrong === 0 ? 0 : 1;
}

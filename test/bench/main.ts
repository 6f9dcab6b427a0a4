import { parseArgs } from 'node:util';
import { benchDispatch } from './dispatch.ts';
import { benchVerbs } from './verbs.ts';

/**
 * `npm run bench -- dispatch [--agents 10] [--waiting 5] [--rounds 3] [--seconds 12] [--retry 1] [--json]`
 * `npm run bench -- verbs [--rounds 3] [--json]`
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    agents: { type: 'string', default: '10' },
    waiting: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '12' },
    retry: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  dispatch: () =>
    benchDispatch({
      agents: Number(values.agents),
      waiting: Number(values.waiting),
      rounds: Number(values.rounds),
      seconds: Number(values.seconds),
      retryS: Number(values.retry),
    }),
  verbs: () => benchVerbs({ rounds: Number(values.rounds) }),
};

const [name = ''] = positionals;
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(
    `There is no bench ${name}: dispatch compares Cordboard with app_queue, verbs times call control.\n`,
  );
  process.exitCode = 2;
} else {
  const result = await bench();
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
}

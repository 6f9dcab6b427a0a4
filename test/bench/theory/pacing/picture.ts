import { writeFile } from 'node:fs/promises';
import { type Office, runDay } from './campaign.ts';
import { lookAhead } from './own.ts';
import { dayOf } from './scenarios.ts';

/** One sample a minute of a campaign's day. */
export interface Sample {
  readonly minute: number;
  readonly abandonPct: number;
  readonly tokens: number;
  /** θ where the plan is even, in %. */
  readonly pricePct: number;
  readonly inFlight: number;
  readonly free: number;
}

const agents = 10;
const limit = 0.03;

/** Ten agents on a day on which the answer rate steps from 20 to 60 to 30 %. */
function sampleDay(seed: number): Sample[] {
  const samples: Sample[] = [];
  const pacer = lookAhead({ limit, toleranceMs: 2_000, guarantee: 'expected', dropAfterMs: 15_000 });
  let sums = { inFlight: 0, free: 0, count: 0 };
  let nextAt = 60_000;
  runDay(dayOf('step', agents, 0.2, seed), pacer, 0, (office: Office) => {
    sums = {
      inFlight: sums.inFlight + office.inFlight.length,
      free: sums.free + office.free,
      count: sums.count + 1,
    };
    if (office.now < nextAt) return;
    const { answered, abandoned } = office;
    samples.push({
      minute: nextAt / 60_000,
      abandonPct: answered > 0 ? (100 * abandoned) / answered : 0,
      tokens: limit * answered - abandoned,
      pricePct: 100 * limit * pacer.learned.price,
      inFlight: sums.inFlight / sums.count,
      free: sums.free / sums.count,
    });
    sums = { inFlight: 0, free: 0, count: 0 };
    nextAt += 60_000;
  });
  return samples;
}

interface Curve {
  readonly label: string;
  readonly color: string;
  readonly of: (sample: Sample) => number;
}

interface Panel {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly every: number;
  readonly curves: readonly Curve[];
  readonly line?: number;
}

const panels: readonly Panel[] = [
  {
    title: 'abandoned of answered so far, %',
    from: 0,
    to: 6,
    every: 1,
    line: 3,
    curves: [{ label: 'abandoned', color: '#c0392b', of: (sample) => sample.abandonPct }],
  },
  {
    title: 'budget: calls that may still be abandoned',
    from: -10,
    to: 10,
    every: 5,
    line: 0,
    curves: [{ label: 'tokens', color: '#2471a3', of: (sample) => sample.tokens }],
  },
  {
    title: 'price: the risk one more call may bear, %',
    from: 0,
    to: 9,
    every: 3,
    curves: [{ label: 'θ', color: '#7d3c98', of: (sample) => sample.pricePct }],
  },
  {
    title: 'calls in flight, agents waiting for one',
    from: 0,
    to: 12,
    every: 3,
    curves: [
      { label: 'in flight', color: '#1e8449', of: (sample) => sample.inFlight },
      { label: 'agents free', color: '#ca6f1e', of: (sample) => sample.free },
    ],
  },
];

const size = { width: 900, left: 50, right: 100, top: 70, panel: 130, gap: 40 };

export async function drawPicture(file: string): Promise<void> {
  await writeFile(file, svgOf(sampleDay(1)));
}

function svgOf(samples: readonly Sample[]): string {
  const height = size.top + panels.length * (size.panel + size.gap) + 20;
  const body = panels.map((panel, at) => panelOf(panel, samples, size.top + at * (size.panel + size.gap)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    `<text x="${size.left}" y="24" font-size="16" font-weight="bold">A day of predictive dialling: ${agents} agents, limit ${limit * 100} %</text>`,
    `<text x="${size.left}" y="42" fill="#555">simulated; one in five answers, from the fourth hour three in five, from the sixth three in ten</text>`,
    ...body,
    `</svg>`,
    '',
  ].join('\n');
}

function panelOf(panel: Panel, samples: readonly Sample[], top: number): string {
  const bottom = top + size.panel;
  const right = size.width - size.right;
  const x = (minute: number): number => size.left + (minute / 480) * (right - size.left);
  const y = (value: number): number => {
    const within = Math.min(panel.to, Math.max(panel.from, value));
    return bottom - ((within - panel.from) / (panel.to - panel.from)) * size.panel;
  };
  const parts = [
    `<text x="${size.left}" y="${top - 8}" font-weight="bold">${panel.title}</text>`,
    `<rect x="${size.left}" y="${top}" width="${right - size.left}" height="${size.panel}" fill="#fafafa" stroke="#999"/>`,
  ];
  for (let value = panel.from; value <= panel.to; value += panel.every) {
    parts.push(
      `<text x="${size.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end" fill="#555">${value}</text>`,
    );
  }
  for (let hour = 0; hour <= 8; hour += 1) {
    parts.push(
      `<text x="${x(hour * 60).toFixed(1)}" y="${bottom + 14}" text-anchor="middle" fill="#555">${hour} h</text>`,
    );
  }
  for (const hour of [3, 5]) {
    parts.push(
      `<line x1="${x(hour * 60).toFixed(1)}" x2="${x(hour * 60).toFixed(1)}" y1="${top}" y2="${bottom}" stroke="#ccc"/>`,
    );
  }
  if (panel.line !== undefined) {
    const at = y(panel.line).toFixed(1);
    parts.push(
      `<line x1="${size.left}" x2="${right}" y1="${at}" y2="${at}" stroke="#555" stroke-dasharray="5 4"/>`,
    );
  }
  panel.curves.forEach(({ color, label, of }, at) => {
    const points = samples.map((sample) => `${x(sample.minute).toFixed(1)},${y(of(sample)).toFixed(1)}`);
    parts.push(
      `<polyline points="${points.join(' ')}" fill="none" stroke="${color}" stroke-width="1.5"/>`,
      `<text x="${right + 8}" y="${top + 16 + at * 18}" fill="${color}">${label}</text>`,
    );
  });
  return parts.join('\n');
}

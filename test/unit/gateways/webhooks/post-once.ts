import { systemClock } from '../../../../src/base/clock.ts';
import { post, resolveHost } from '../../../../src/gateways/webhooks/post.ts';

/** Sends one request to the address that it is given, in a process of its own. */
const { status } = await post(
  { url: process.argv[2] ?? '', method: 'GET', headers: {}, body: null },
  { resolve: resolveHost, mayConnect: () => true, clock: systemClock, signal: new AbortController().signal },
);
console.log(status);

import type { AriPort } from '../ari/port.ts';

/**
 * Runs a context of dialplan/cordboard.conf, for what ARI cannot do, in a channel that lasts for a moment: it hangs up
 * without an answer. None of our events come of it.
 */
export async function runBriefly(
  port: AriPort,
  context: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  await port.request('channels.originate', {
    endpoint: `Local/s@${context}`,
    // For the half that would go on after an answer.
    context,
    extension: 's',
    priority: 1,
    timeout: 5,
    variables,
  });
}

import { startApp } from '../../src/app.ts';
import { systemClock } from '../../src/base/clock.ts';
import { messageOf } from '../../src/base/errors.ts';
import { createLogger } from '../../src/base/log.ts';
import { readSettings } from '../../src/config/settings.ts';

/**
 * A Cordboard in a process of its own, as in an office, with every agent signed in and ready. Tells its parent
 * `ready` or why it is not; ends when the parent lets go of it.
 */
try {
  const settings = readSettings(process.env);
  const app = await startApp({ settings, log: createLogger(settings.logLevel), clock: systemClock });
  process.once('disconnect', () => void app.stop());
  await app.lineUp;
  for (const { id } of app.exchange.state.office.agents) {
    await app.exchange.command({ name: 'sign-in', agent: id });
    await app.exchange.command({ name: 'ready', agent: id });
  }
  process.send?.('ready');
} catch (error) {
  process.send?.(messageOf(error));
  process.disconnect();
}

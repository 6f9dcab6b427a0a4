import { readSettings } from '../../../src/config/settings.ts';

/** Of the spoken prompts: npm test makes them and names their folder. */
export const { promptsFolder } = readSettings({ CORDBOARD_PROMPTS: process.env['CORDBOARD_PROMPTS'] });

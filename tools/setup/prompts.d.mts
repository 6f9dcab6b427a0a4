export function promptsFolder(): string;
export function promptsIfPossible(): Promise<string>;
export function makePrompts(options?: { into?: string; from?: string; insist?: boolean }): Promise<{
  folder: string;
  prompts: number;
  recordings: number;
  languages: string[];
  made: number;
  copied: number;
  gone: number;
  engine: string | null;
}>;
export function readSentences(file: string, text: string): Map<string, string>;

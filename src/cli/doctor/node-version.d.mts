export const nodesThatFit: string;
export function nodeFits(version: string, range?: string): boolean;

/** The code with which something is refused; `allowed` when it is not. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'allowed';
}

// Errors that the person at the terminal can mend: one clear line, no stack.

const NAME = 'UserError';

/** An error whose message is one sentence for the person at the terminal. */
export const userError = (message: string): Error => Object.assign(new Error(message), { name: NAME });

/** The line to print: the message of a user error, the whole stack of anything else, which is a bug. */
export const lineOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.name === NAME ? error.message : (error.stack ?? error.message);
};

/** The code Node gives a failed call, such as EADDRINUSE. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

// One JSON line per event worth keeping. Takes only the fields listed here, so no text, name, e-mail or token can slip in.

export interface LogFields {
  readonly requestId?: string | undefined;
  readonly action?: string | undefined;
  readonly chatId?: string | undefined;
  /** The id of an account, which says nothing of the person to anybody who may not look it up. */
  readonly account?: string | undefined;
  /** Of a refusal. */
  readonly code?: string | undefined;
  readonly connection?: string | undefined;
  /** Name and stack frames of an error, never its message: it may quote what a person wrote. */
  readonly error?: unknown;
  readonly count?: number | undefined;
  readonly minute?: number | undefined;
}

export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

const describe = (error: unknown) => {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = behindMessage(error)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return { name: error.name, frames: frames.slice(0, 8).map((line) => line.trim()) };
};

/** The frames follow the message, which may have lines that look like frames; nothing, when it is not the stack's own. */
const behindMessage = ({ stack = '', message }: Error): string => {
  const from = message === '' ? 0 : stack.lastIndexOf(message);
  return from === -1 ? '' : stack.slice(from + message.length);
};

export const log = (
  level: LogLevel,
  message: string,
  { requestId, action, chatId, account, code, connection, error, count, minute }: LogFields = {},
): void => {
  const line = JSON.stringify({
    level,
    message,
    requestId,
    action,
    chatId,
    account,
    code,
    connection,
    count,
    minute,
    ...(error !== undefined && { error: describe(error) }),
  });
  process.stdout.write(`${line}\n`);
};

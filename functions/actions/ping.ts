// Answers, which proves that the connection works both ways.
import type { Action } from '../pipeline/action.ts';

export const ping: Action<'ping'> = async () => ({ ok: {} });

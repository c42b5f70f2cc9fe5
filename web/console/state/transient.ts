// Which refusals pass by themselves. Pure.
import type { Refusal } from '../../../shared/errors.ts';

/** Too many at once, or a fault on the other side: the same may be asked again. */
export const isPassing = ({ code }: Refusal): boolean => code === 'busy' || code === 'internal';

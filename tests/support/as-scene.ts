// The condition of a write that only sets a scene.
import { unconditional } from '../../functions/store/db.ts';

export const asScene = unconditional('a test sets its scene');

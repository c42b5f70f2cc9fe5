// Sealed secrets under a key of the tests: what a deployment has its own for.
import { createSecrets } from '../../functions/adapters/secrets.ts';

export const testSecrets = createSecrets('1', async () => Buffer.alloc(32, 7));

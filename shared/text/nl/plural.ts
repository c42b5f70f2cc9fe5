// The rules of Dutch. The chat's own texts do without: every customer would pay for them.
import { createPlural } from '../plural.ts';

export const plural = createPlural('nl');

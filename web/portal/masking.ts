// Finds and masks numbers in a form of the portal (S139), as the chat does. Fetched when somebody types; the server does the same.
export { maskText } from '../../shared/mask.ts';
export { MASK_KINDS } from '../../shared/masked.ts';

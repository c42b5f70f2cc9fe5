// Finds and masks numbers in a form of the portal (S139), as the chat does. Fetched when somebody types; the server does the same.
export { MASK_KINDS, maskText } from '../../shared/mask.ts';

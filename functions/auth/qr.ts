// A text as a QR code: its modules, a row each, `1` for dark. Draws nothing.
import { encode } from 'uqr';

/** Modules of white around it, by which a camera finds it (ISO 18004). */
const BORDER = 4;

export const qrOf = (text: string): string[] =>
  encode(text, { border: BORDER }).data.map((row) => row.map((isDark) => (isDark ? '1' : '0')).join(''));

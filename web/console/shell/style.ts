// Style that comes with a page of the console, and goes with it.
export { addStyle, useStyle } from '../../ui/style.ts';

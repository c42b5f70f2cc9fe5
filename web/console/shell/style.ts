// Style that comes with a page of the console, and goes with it.
export { useStyle } from '../../ui/style.ts';

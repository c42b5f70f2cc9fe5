// The Dutch texts of the side views, as one file to load.
export { side as texts } from '../../../shared/text/nl/widget-side.ts';

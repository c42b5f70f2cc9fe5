// All Dutch texts of the portal's pages as one module, so the browser loads one file.
export { common } from '../text/nl/common.ts';
export { portal } from '../text/nl/portal.ts';
export { ui } from '../text/nl/ui.ts';

// All English texts of the portal's pages as one module, so the browser loads one file.
export { common } from '../text/en/common.ts';
export { portal } from '../text/en/portal.ts';
export { ui } from '../text/en/ui.ts';

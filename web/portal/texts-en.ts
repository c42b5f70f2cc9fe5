// All English texts of the portal's pages as one module, so the browser loads one file.
export { common } from '../../shared/text/en/common.ts';
export { portal } from '../../shared/text/en/portal.ts';
export { ui } from '../../shared/text/en/ui.ts';

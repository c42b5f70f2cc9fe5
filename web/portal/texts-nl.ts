// All Dutch texts of the portal's pages as one module, so the browser loads one file.
export { common } from '../../shared/text/nl/common.ts';
export { portal } from '../../shared/text/nl/portal.ts';
export { ui } from '../../shared/text/nl/ui.ts';

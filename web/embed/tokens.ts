// The design tokens for the chat's window in a frame, which has no page of ours around it. Asked for together with the window.
import css from '../ui/tokens.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
// Before the deployment's own colours, which the frame put on.
document.adoptedStyleSheets.unshift(sheet);

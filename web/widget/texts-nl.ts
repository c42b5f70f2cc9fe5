// Everything the chat window says in Dutch, as one file to load.
export { common } from '../text/nl/common.ts';
export { widget } from '../text/nl/widget.ts';

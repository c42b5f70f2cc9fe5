// Everything the chat window says in English, as one file to load.
export { common } from '../text/en/common.ts';
export { widget } from '../text/en/widget.ts';

// The refusal of files, as a part of the console that is fetched when the page is there.
export { refuseFiles } from '../ui/no-files.tsx';

// A first password of one's own, in the portal: fetched by the few who have to choose one.
export { FirstPassword as FirstLogin } from '../ui/FirstPassword.tsx';

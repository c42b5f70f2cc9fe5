// Starts the portal on its page. Apart, so that what shares the portal's code (the chat's window, see web/build/chat.ts) does not start it again.
import { debugIfAsked } from '../ui/debug-switch.ts';
import { startPortal } from './portal.tsx';

const app = document.getElementById('app');
if (app) void debugIfAsked().then(() => startPortal(app));

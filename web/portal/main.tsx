// Starts the portal on its page. Apart, so that what shares the portal's code (the chat's window, see web/build/chat.ts) does not start it again.
import { startPortal } from './portal.tsx';

const app = document.getElementById('app');
if (app) void startPortal(app);

// The two sites, by their source files. Independent of what is in them.
import { chatWindow } from './chat.ts';
import type { Site } from './site.ts';

export const sites = {
  portal: {
    page: 'web/portal/index.html',
    script: 'web/portal/main.tsx',
    style: 'web/portal/portal.css',
    added: { script: chatWindow, base: 'web/portal/portal.tsx' },
  },
  console: {
    page: 'web/console/index.html',
    script: 'web/console/main.tsx',
    style: 'web/console/console.css',
  },
} as const satisfies Record<string, Site>;

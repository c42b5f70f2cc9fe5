// Tells the pages of the sites that they were built anew, on the host they came from: the content security policy allows no other. Independent of any page.
import type { IncomingMessage, ServerResponse } from 'node:http';

const PATH = '/live-reload';

export const createLiveReload = () => {
  const pages = new Set<ServerResponse>();
  // Another one after a new start, too.
  let build = Date.now();
  const say = (page: ServerResponse) => page.write(`data: ${build}\n\n`);
  return {
    /** @returns whether the request was one of a page that wants to be told. */
    answer(request: IncomingMessage, response: ServerResponse): boolean {
      if (request.url !== PATH) return false;
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      pages.add(response);
      response.on('close', () => pages.delete(response));
      say(response);
      return true;
    },
    tell() {
      build += 1;
      for (const page of pages) say(page);
    },
  };
};

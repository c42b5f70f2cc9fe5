// A portal with a login of its own and the chat on its page: `node docs/examples/portal.mjs`. PORT, CHAT (the chat's address).
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { keys, signChatToken } from './token.mjs';

const { PORT = '8083', CHAT = 'http://localhost:8080' } = process.env;

const people = {
  sanne: { id: 'sanne-1', name: 'Sanne Visser', email: 'sanne@example.org', groups: ['klant'] },
  daan: { id: 'daan-2', name: 'Daan Smit', groups: ['klant'], language: 'en' },
};
const whoIs = (request) => people[/(?:^|; )user=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''];

const read = (name) => readFile(new URL(name, import.meta.url), 'utf8');
const page = async (user) =>
  (await read('./portal.html'))
    .replaceAll('{{chat}}', CHAT)
    .replaceAll('{{user}}', user?.id ?? '')
    .replaceAll('{{name}}', user?.name ?? 'niemand');

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  const user = whoIs(request);
  const send = (type, body, headers = {}) =>
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body);
  const sign = (cookie) =>
    response.writeHead(303, { location: '/', 'set-cookie': `${cookie}; HttpOnly` }).end();
  switch (url.pathname) {
    case '/':
      // All that the chat needs of a page's own policy: its script and its frame.
      return send('text/html; charset=utf-8', await page(user), {
        'content-security-policy': `default-src 'none'; script-src 'self' ${CHAT}; frame-src ${CHAT}; connect-src 'self'; form-action 'self'`,
      });
    case '/portal.js':
      return send('text/javascript', await read('./portal.js'));
    case '/login':
      return sign(`user=${url.searchParams.get('as')}`);
    case '/logout':
      return sign('user=; Max-Age=0');
    case '/keys':
      return send('application/json', JSON.stringify(keys()));
    case '/chat-token':
      // Only for whoever is signed in here, and for nobody else's name.
      if (!user) return response.writeHead(401).end();
      return send('text/plain', signChatToken(user, { issuer: origin(), chat: CHAT }));
    default:
      return response.writeHead(404).end();
  }
});

const origin = () => `http://127.0.0.1:${server.address().port}`;
server.listen(Number(PORT), '127.0.0.1', () => process.stdout.write(`${origin()}\n`));

// `npm run components`: the page of components on this machine, until it is stopped. PORT chooses the port.
import { serveComponents } from './serve.ts';

const { url } = await serveComponents(Number(process.env.PORT ?? 8090));
process.stdout.write(`The components: ${url}\n`);

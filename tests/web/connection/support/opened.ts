// A connection on a clock that the test moves, with the scripted server at its other end; for the tests of the connection itself.
import { createConnection } from '../../../../web/connection/connection.ts';
import { parseEvent } from '../../../../web/connection/parse-event.ts';
import { createClock } from './clock.ts';
import { createServer, type Network } from './server.ts';

/** One that begins to connect. */
export const start = (random: () => number = () => 0.5, network: Partial<Network> = {}) => {
  const clock = createClock();
  const server = createServer(clock, random);
  server.network = network;
  const environment = server.environment();
  const connection = createConnection(parseEvent, environment);
  const statuses: string[] = [];
  connection.status.subscribe((status) => void statuses.push(status));
  return { clock, server, environment, connection, statuses };
};

/** One that is there. */
export const online = async (random?: () => number) => {
  const all = start(random);
  await all.clock.advance(20);
  return all;
};

// `npm run bench`: prints what the typical chat consumes, the same on every machine.
import { startEngine } from '../support/engine.ts';
import { measureTypicalChat, total } from './typical-chat.ts';

const engine = await startEngine();
try {
  const steps = await measureTypicalChat(engine);
  const line = (name: string, ...figures: readonly (number | string)[]) =>
    `${name.padEnd(32)}${figures.map((figure) => String(figure).padStart(8)).join('')}\n`;
  process.stdout.write(line('typical chat', 'WRU', 'RRU', 'calls', 'frames'));
  for (const { name, write, read, calls, frames } of steps) {
    process.stdout.write(line(name, write, read, calls, frames));
  }
  const { write, read, calls, frames } = total(steps);
  process.stdout.write(line('total', write, read, calls, frames));
} finally {
  await engine.stop();
}

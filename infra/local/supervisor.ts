// Runs one program and ends it when this process's own parent is gone, however that went. Independent of the program.
import { spawn } from 'node:child_process';

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.once('exit', (code) => process.exit(code ?? 1));

// The parent holds the other end of this pipe: it closes even when the parent is killed outright.
process.stdin.resume();
process.stdin.once('close', () => child.kill('SIGTERM'));
process.once('SIGTERM', () => child.kill('SIGTERM'));

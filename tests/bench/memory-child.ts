// Run by memory.ts in a process of its own: loads the bundle of a function and handles what it is sent, one event after the other, and tells how long each took.
const [file = ''] = process.argv.slice(2);

const start = performance.now();
const { handler } = await import(file);
process.send?.({ ms: performance.now() - start });

process.on('message', async (event) => {
  const from = performance.now();
  const answer = await handler(event, { awsRequestId: 'request' });
  process.send?.({ ms: performance.now() - from, answer });
});

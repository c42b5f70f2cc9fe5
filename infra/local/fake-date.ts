// Makes Date of this thread follow the cloud's clock, which a test moves. Timers are not touched: they wait as long as they say.

/** @param shared eight bytes: milliseconds to add to the machine's time. */
export const installFakeDate = (shared: SharedArrayBuffer): void => {
  const offset = new BigInt64Array(shared);
  const machineNow = Date.now;
  const now = () => machineNow() + Number(Atomics.load(offset, 0));
  const moved = new Proxy(Date, {
    apply: (target) => new target(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  Date.prototype.constructor = moved;
  globalThis.Date = moved;
};

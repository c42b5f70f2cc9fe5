// What the chat uses of @preact/signals, in its place when the chat is built (web/build/chat.ts). Knows nothing of screens.
// A computed value stays with what it reads for good: here both live as long as the chat window.

interface Source {
  readonly readers: Set<Reader>;
  /** The value as it is now, without becoming a reader of it. */
  peek(): unknown;
}

/** An effect or a computed value: what it read when it last ran, and what it saw there. */
interface Reader {
  readonly seen: Map<Source, unknown>;
  /** Something it read may have changed. */
  doubt(): void;
}

export interface Signal<T> {
  value: T;
  peek(): T;
}
export type ReadonlySignal<T> = Readonly<Signal<T>>;

let reading: Reader | undefined;
let batches = 0;
/** Effects to look at when the outermost batch ends, in the order in which they came into doubt. */
const doubtful = new Map<Reader, () => void>();

const read = <T>(source: Source, value: T): T => {
  reading?.seen.set(source, value);
  if (reading) source.readers.add(reading);
  return value;
};

const forget = (reader: Reader): void => {
  for (const { readers } of reader.seen.keys()) readers.delete(reader);
  reader.seen.clear();
};

const runAs = <T>(reader: Reader | undefined, work: () => T): T => {
  const outer = reading;
  reading = reader;
  try {
    return work();
  } finally {
    reading = outer;
  }
};

/** Asked in the order of reading: what a condition guards is not asked when the condition itself changed. */
const isOutdated = ({ seen }: Reader): boolean =>
  [...seen].some(([source, value]) => source.peek() !== value);

const doubtAll = (readers: ReadonlySet<Reader>): void => {
  for (const reader of readers) reader.doubt();
};

export const batch = <T>(work: () => T): T => {
  batches++;
  try {
    return work();
  } finally {
    try {
      if (batches === 1)
        for (const [reader, run] of doubtful) {
          doubtful.delete(reader);
          if (isOutdated(reader)) run();
        }
    } finally {
      batches--;
    }
  }
};

export const signal = <T>(value: T): Signal<T> => {
  const source: Source = { readers: new Set(), peek: () => value };
  return {
    get value() {
      return read(source, value);
    },
    set value(next) {
      if (next === value) return;
      value = next;
      batch(() => doubtAll(source.readers));
    },
    peek: () => value,
  };
};

export const computed = <T>(compute: () => T): ReadonlySignal<T> => {
  let last: { readonly value: T } | undefined;
  let isSure = false;
  const reader: Reader = {
    seen: new Map(),
    doubt: () => {
      if (isSure) doubtAll(readers);
      isSure = false;
    },
  };
  const readers = new Set<Reader>();
  const peek = (): T => {
    if (!last || (!isSure && isOutdated(reader))) {
      forget(reader);
      last = { value: runAs(reader, compute) };
    }
    isSure = true;
    return last.value;
  };
  const source: Source = { readers, peek };
  return {
    get value() {
      return read(source, peek());
    },
    peek,
  };
};

/** Runs `work` now and after every change of what it read; what `work` returns runs before the next time and at the end. */
// biome-ignore lint/suspicious/noConfusingVoidType: an effect may return nothing at all
export const effect = (work: () => void | (() => void)): (() => void) => {
  let undo: ReturnType<typeof work>;
  const stop = () => {
    forget(reader);
    if (undo) runAs(undefined, undo);
    undo = undefined;
  };
  const run = () => {
    stop();
    undo = runAs(reader, work);
  };
  const reader: Reader = { seen: new Map(), doubt: () => doubtful.set(reader, run) };
  batch(run);
  return stop;
};

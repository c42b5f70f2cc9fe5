// A log of what passes the socket, in the browser's console, for whoever asked for it. Shows what kind of frame it was and how long: never what anyone wrote.

/** What says where a frame belongs; any other field may be somebody's words, or a name. */
const SHOWN = ['id', 're', 'action', 'event', 'chatId', 'cid', 'seq', 'after', 'rev'] as const;

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A frame in a line without a word of a person. */
export const describeFrame = (frame: string): string => {
  const size = `${frame.length} characters`;
  try {
    const fields: unknown = JSON.parse(frame);
    if (!isFields(fields)) return size;
    const shown = SHOWN.flatMap((name) => (name in fields ? [`${name}=${String(fields[name])}`] : []));
    const { error } = fields;
    if (isFields(error)) shown.push(`error=${String(error.code)}`);
    return [...shown, size].join(' ');
  } catch {
    return size;
  }
};

/** Every socket that is opened from now on is logged; the product itself knows nothing of it. */
export const startDebug = (
  scope: { WebSocket: typeof WebSocket },
  print: (line: string) => void = (line) => console.debug(line),
): void => {
  let opened = 0;
  scope.WebSocket = class extends scope.WebSocket {
    readonly #name = `socket ${++opened}`;
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      const say = (what: string) => print(`${new Date().toISOString()} ${this.#name} ${what}`);
      say('opening');
      this.addEventListener('open', () => say('open'));
      this.addEventListener('close', ({ code }) => say(`closed ${code}`));
      this.addEventListener('message', ({ data }) => say(`< ${describeFrame(String(data))}`));
    }
    override send(data: Parameters<WebSocket['send']>[0]): void {
      print(`${new Date().toISOString()} ${this.#name} > ${describeFrame(String(data))}`);
      super.send(data);
    }
  };
  print('The log of the socket is on; localStorage.removeItem("debug") and a reload end it.');
};

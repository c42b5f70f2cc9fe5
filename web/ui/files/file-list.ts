// The files of a message that is being written: chosen, uploaded, looked into, ready or refused. Begins a file again after a lost connection; forgets nothing of the message. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../../shared/errors.ts';
import type { FileRules } from '../../../shared/file-routes.ts';
import { bytesOf, kindOfName } from '../../../shared/files.ts';
import type { SentFile } from '../../../shared/sent-file.ts';
import type { Answer } from '../api.ts';

export interface Attached {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly state: 'waiting' | 'uploading' | 'checking' | 'ready' | 'refused';
  /** From 0 to 1, while it is uploading. */
  readonly progress: number;
  /** Why, if the server said so. */
  readonly refusal?: Refusal | undefined;
  /** Once it was looked into. */
  readonly file?: SentFile | undefined;
}

export interface FileListDeps {
  newId(): string;
  begin(file: { fileId: string; name: string; size: number }): Promise<Answer<{ url: string }>>;
  /** Puts the bytes there. Gives false when they did not arrive; never rejects. */
  put(url: string, file: Blob, onProgress: (part: number) => void, signal: AbortSignal): Promise<boolean>;
  look(id: string): Promise<Answer<{ state: 'checking' | 'ready'; file: SentFile }>>;
  remove(id: string): Promise<unknown>;
  /** Runs `run` after so many milliseconds, or when the connection is back. */
  later(run: () => void, ms: number): void;
  /** Keeps what is not sent, by name, for the page after a reload. */
  keep(names: readonly string[]): void;
}

export interface FileList {
  readonly all: ReadonlySignal<readonly Attached[]>;
  add(files: readonly File[], rules: FileRules): void;
  again(id: string): void;
  remove(id: string): void;
  /** They went with a message. */
  sent(ids: readonly string[]): void;
}

/** Milliseconds between two questions whether a file was scanned, and before a try after the network failed. */
const CHECK_MS = 2000;
const RETRY_MS = 3000;
/** Tries of one file after which somebody has to press. */
const TRIES = 20;

export const createFileList = (deps: FileListDeps): FileList => {
  const all = signal<readonly Attached[]>([]);
  const blobs = new Map<string, File>();
  const stops = new Map<string, AbortController>();

  const set = (next: readonly Attached[]) => {
    all.value = next;
    deps.keep(next.map(({ name }) => name));
  };
  const find = (id: string) => all.peek().find((each) => each.id === id);
  const change = (id: string, by: Partial<Attached>) =>
    set(all.peek().map((each) => (each.id === id ? { ...each, ...by } : each)));
  const forget = (id: string) => {
    stops.get(id)?.abort();
    stops.delete(id);
    blobs.delete(id);
    set(all.peek().filter((each) => each.id !== id));
  };
  const refuse = (id: string, refusal?: Refusal) => change(id, { state: 'refused', refusal });

  /** From the beginning: what arrived of it before is not gone on with. */
  const upload = async (id: string, tries = 0): Promise<void> => {
    const blob = blobs.get(id);
    if (!blob || !find(id)) return;
    const stop = new AbortController();
    stops.set(id, stop);
    const again = () => {
      if (tries >= TRIES) return refuse(id);
      change(id, { state: 'waiting', progress: 0 });
      deps.later(() => void upload(id, tries + 1), RETRY_MS);
    };
    change(id, { state: 'uploading', progress: 0, refusal: undefined });
    const begun = await deps.begin({ fileId: id, name: blob.name, size: blob.size });
    if (stop.signal.aborted || !find(id)) return;
    if ('lost' in begun) return again();
    if ('error' in begun) return isPassing(begun.error) ? again() : refuse(id, begun.error);
    const progress = (part: number) => change(id, { progress: part });
    const isThere = await deps.put(begun.ok.url, blob, progress, stop.signal);
    if (stop.signal.aborted || !find(id)) return;
    return isThere ? look(id) : again();
  };

  const look = async (id: string, tries = 0): Promise<void> => {
    change(id, { state: 'checking' });
    const looked = await deps.look(id);
    if (!find(id)) return;
    const again = () => deps.later(() => void look(id, tries + 1), CHECK_MS);
    if ('lost' in looked) return again();
    if ('error' in looked)
      return isPassing(looked.error) && tries < TRIES ? again() : refuse(id, looked.error);
    const { state, file } = looked.ok;
    change(id, { state, file, name: file.name, size: file.size });
    if (state === 'checking') again();
  };

  return {
    all,
    add(files, rules) {
      for (const file of files) {
        const id = deps.newId();
        const fault = faultOf(file, rules, all.peek().filter(({ state }) => state !== 'refused').length);
        const made: Attached = { id, name: file.name, size: file.size, state: 'uploading', progress: 0 };
        set([...all.peek(), fault ? { ...made, state: 'refused', refusal: fault } : made]);
        if (fault) continue;
        blobs.set(id, file);
        void upload(id);
      }
    },
    again: (id) => void upload(id),
    remove(id) {
      const isThere = blobs.has(id);
      forget(id);
      if (isThere) void deps.remove(id);
    },
    sent(ids) {
      for (const id of ids) if (find(id)) forget(id);
    },
  };
};

const isPassing = ({ code }: Refusal): boolean => code === 'busy' || code === 'internal';

/** What the desk does not take is said before anything of it is sent. */
const faultOf = ({ name, size }: File, rules: FileRules, before: number): Refusal | undefined => {
  if (!rules.on) return { code: 'files_off' };
  if (before >= rules.most) return { code: 'too_many_files', max: rules.most };
  if (size > bytesOf(rules)) return { code: 'file_too_large', max: rules.megabytes };
  // What its name does not tell its bytes may: the server looks.
  const kind = kindOfName(name);
  return kind !== 'other' && !rules.kinds.includes(kind) ? { code: 'file_kind' } : undefined;
};

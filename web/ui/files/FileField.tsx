// Files beside a message that is being written: the button, what is dropped and pasted on its form, and the list of them beneath it.
import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { FileRules } from '../../../shared/file-routes.ts';
import { endings } from '../../../shared/files.ts';
import type { FileKind, SentFile } from '../../../shared/sent-file.ts';
import { newCid } from '../../connection/ids.ts';
import { storageOrMemory } from '../../storage/storage-or-memory.ts';
import { type Answer, send } from '../api.ts';
import { Button, IconButton } from '../Button.tsx';
import { adopt } from './adopt.ts';
import { againIcon, clipIcon, crossIcon } from './file-icons.ts';
import { type Attached, createFileList } from './file-list.ts';
import { sizeText } from './size-text.ts';
import { type FileTexts, refusalOf } from './texts.ts';
import { asSeen, filesIn, put } from './upload.ts';

/** What a form asks of its files when it is sent. */
export interface Files {
  /** Those that are ready; `null` while some are on their way, after which the form is sent by itself. */
  take(): readonly SentFile[] | null;
  /** They are stored with a message. */
  sent(ids: readonly string[]): void;
}

interface Props {
  /** Where they are begun and looked into, such as `/api/ticket-files`. */
  at: string;
  /** As in `nl-NL`. */
  locale: string;
  texts: FileTexts;
  /** Under which name those that a reload loses are remembered. */
  name: string;
  onReady: (files: Files) => void;
  /** Sends the form, once what it waited for is ready. */
  onSend: () => unknown;
  /** Ids of files that are in messages by now, stored or on their way. */
  gone?: ReadonlySignal<ReadonlySet<string>> | undefined;
  /** Of those the ones that are stored: they need not be kept for a message that fails. */
  stored?: ReadonlySignal<ReadonlySet<string>> | undefined;
}

const PICKED = { image: 'image/*', pdf: '.pdf', office: '', text: '', other: '' } as const;

const acceptOf = ({ kinds }: FileRules): string | undefined =>
  kinds.includes('other')
    ? undefined
    : kinds
        .flatMap((kind) => [PICKED[kind], ...(kind === 'other' ? [] : endings[kind].map((end) => `.${end}`))])
        .filter(Boolean)
        .join(',');

/** No hook of state: the chat window would carry it for this. */
const useSignals = <T,>(make: () => T): T => useMemo(make, []);

const useRules = () => {
  const rules = useSignals(() => signal<FileRules | undefined>(undefined));
  useEffect(() => {
    void send<FileRules>({ method: 'GET', url: '/api/file-rules' }).then((answer: Answer<FileRules>) => {
      if ('ok' in answer) rules.value = answer.ok;
    });
  }, []);
  return rules.value;
};

const useList = ({ at, name }: Pick<Props, 'at' | 'name'>) =>
  useMemo(() => {
    const storage = storageOrMemory(() => sessionStorage);
    const key = `files/${name}`;
    const post = <T,>(url: string, body: object = {}) =>
      send<T>({ method: 'POST', url, body: JSON.stringify(body) });
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    const list = createFileList({
      newId: newCid,
      begin: (file) => post(at, file),
      put,
      look: (id) => post(`${at}/${id}`),
      remove: (id) => send({ method: 'DELETE', url: `${at}/${id}`, body: '{}' }),
      later: (run, ms) => {
        const go = () => {
          clearTimeout(timer);
          removeEventListener('online', go);
          run();
        };
        const timer = setTimeout(go, ms);
        addEventListener('online', go);
      },
      keep: (names) =>
        names.length > 0 ? storage.setItem(key, JSON.stringify(names)) : storage.removeItem(key),
    });
    return { list, lost: Array.isArray(kept) ? kept.map(String) : [] };
  }, [at, name]);

interface Latest {
  add: (files: readonly File[]) => Promise<void>;
  all: readonly Attached[];
  isBusy: boolean;
  /** Where nothing is taken, what is dropped is left to the page, which says so. */
  takes: boolean;
}

export const FileField = ({ at, locale, name, texts, onReady, onSend, gone, stored }: Props) => {
  const rules = useRules();
  const { list, lost } = useList({ at, name });
  const state = useSignals(() => ({
    isWaiting: signal(false),
    isOver: signal(false),
    isLostSeen: signal(false),
    box: { current: null as HTMLDivElement | null },
    input: { current: null as HTMLInputElement | null },
    latest: {} as Latest,
  }));
  const { box, input, latest } = state;
  const isWaiting = state.isWaiting.value;
  const isOver = state.isOver.value;
  const all = list.all.value.filter(({ id }) => !gone?.value.has(id));
  const done = list.all.value.map(({ id }) => id).filter((id) => stored?.value.has(id));
  useEffect(() => list.sent(done), [done.join()]);
  const isBusy = all.some((file) => file.state !== 'ready' && file.state !== 'refused');

  const add = async (files: readonly File[]) => {
    if (!rules || files.length === 0) return;
    state.isLostSeen.value = true;
    list.add(await Promise.all(files.map(asSeen)), rules);
  };
  Object.assign(latest, { add, all, isBusy, takes: rules?.on === true });

  useEffect(() => {
    onReady({
      take() {
        if (latest.isBusy) state.isWaiting.value = true;
        return latest.isBusy
          ? null
          : latest.all.flatMap(({ file, state: each }) => (file && each === 'ready' ? [file] : []));
      },
      sent: list.sent,
    });
  }, [list]);
  useEffect(() => {
    if (!isWaiting || isBusy) return;
    state.isWaiting.value = false;
    onSend();
  }, [isWaiting, isBusy]);
  useEffect(
    () =>
      follow(
        box.current,
        (files) => {
          if (latest.takes) void latest.add(files);
          return latest.takes;
        },
        (is) => {
          state.isOver.value = is;
        },
      ),
    [],
  );

  if (!rules?.on) return <div ref={box} class="files" hidden />;
  const takes = texts.takes(inWords(rules.kinds, texts), rules.megabytes, rules.most);
  const isTouch = matchMedia('(pointer: coarse)').matches;
  return (
    <div ref={box} class="files" data-over={isOver || undefined}>
      {all.length > 0 && (
        <ul class="files__list" aria-label={texts.list}>
          {all.map((file) => (
            <Row
              key={file.id}
              file={file}
              {...{ locale, texts }}
              onRemove={list.remove}
              onAgain={list.again}
            />
          ))}
        </ul>
      )}
      <p class="files__note" role="status">
        {isWaiting && texts.goesAlong}
        {!state.isLostSeen.value && lost.length > 0 && texts.lost(lost.join(', '))}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={acceptOf(rules)}
        onChange={(event) => {
          void add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <div class="files__buttons">
        <Button kind="quiet" small icon={clipIcon} title={takes} onClick={() => choose(input.current)}>
          {isOver ? texts.drop : texts.add}
        </Button>
        {isTouch && rules.kinds.includes('image') && (
          <Button kind="quiet" small onClick={() => choose(input.current, 'environment')}>
            {texts.photo}
          </Button>
        )}
      </div>
    </div>
  );
};

/** The camera alone where it is asked for; the same field takes both. */
const choose = (input: HTMLInputElement | null, capture?: string) => {
  if (!input) return;
  if (capture) input.setAttribute('capture', capture);
  else input.removeAttribute('capture');
  input.click();
};

const inWords = (kinds: readonly FileKind[], texts: FileTexts): string =>
  kinds.map((kind) => texts.kinds[kind]).join(', ');

/** What is dropped and pasted on the form around it. @returns how to stop. */
const follow = (
  box: HTMLElement | null,
  onFiles: (files: readonly File[]) => boolean,
  onOver: (isOver: boolean) => void,
) => {
  // Around it, or beside it in the same window.
  const form = box?.closest('form') ?? box?.closest('section')?.querySelector('form');
  if (!box || !form) return undefined;
  adopt(box);
  const stop = new AbortController();
  const on = <E extends Event>(name: string, run: (event: E) => void) =>
    form.addEventListener(name, run as (event: Event) => void, stop);
  const take = (event: Event, data: DataTransfer | null) => {
    const files = filesIn(data);
    if (files.length === 0 || !onFiles(files)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  on<DragEvent>('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    onOver(true);
  });
  on('dragleave', () => onOver(false));
  on<DragEvent>('drop', (event) => {
    onOver(false);
    take(event, event.dataTransfer);
  });
  on<ClipboardEvent>('paste', (event) => take(event, event.clipboardData));
  return () => stop.abort();
};

interface RowProps {
  file: Attached;
  locale: string;
  texts: FileTexts;
  onRemove: (id: string) => void;
  onAgain: (id: string) => void;
}

const Row = ({ file, locale, texts, onRemove, onAgain }: RowProps) => {
  const { id, name, size, state, progress, refusal } = file;
  const isRefused = state === 'refused';
  const canAgain = isRefused && (!refusal || refusal.code === 'too_many_attempts');
  return (
    <li class={`files__item files__item--${state}`}>
      <span class="files__name" dir="auto">
        {name}
      </span>
      <span class="files__state" role={isRefused ? 'alert' : undefined}>
        {isRefused ? refusalOf(texts, refusal) : `${sizeText(size, locale, texts)} · ${texts.states[state]}`}
      </span>
      {state === 'uploading' && <progress value={progress} aria-label={name} />}
      {canAgain && <IconButton icon={againIcon} label={texts.again(name)} onClick={() => onAgain(id)} />}
      <IconButton
        icon={crossIcon}
        label={state === 'uploading' ? texts.stop(name) : texts.remove(name)}
        onClick={() => onRemove(id)}
      />
    </li>
  );
};

// The files of a message in a log: pictures small, in a place that is kept for them; anything else as a row to save. A link is asked for when it is needed, and works for a minute.
import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { SentFile } from '../../../shared/sent-file.ts';
import { adopt } from './adopt.ts';
import { linksTo } from './links.ts';
import { sizeText } from './size-text.ts';
import type { FileTexts } from './texts.ts';
import { openViewer } from './Viewer.tsx';

interface Props {
  /** Where links are asked for, such as `/api/chats/…/files`. */
  at: string;
  files: readonly SentFile[];
  locale: string;
  texts: FileTexts;
}

/** Of the longer side, in pixels of the page. */
const SHOWN = 240;

const isSeen = (file: SentFile): boolean => file.kind === 'image' && file.width !== undefined;

export const SentFiles = ({ at, files, locale, texts }: Props) => {
  const { box, isFailed } = useMemo(
    () => ({ box: { current: null as HTMLUListElement | null }, isFailed: signal(false) }),
    [],
  );
  useEffect(() => adopt(box.current), []);
  const act = async (run: () => Promise<boolean>) => {
    isFailed.value = !(await run());
  };
  const save = (file: SentFile) =>
    act(async () => {
      const links = await linksTo(at, file.id);
      // The link answers with an attachment, so the page stays.
      if ('ok' in links) location.assign(links.ok.save);
      return 'ok' in links;
    });
  const open = (file: SentFile) => {
    const pictures = files.filter(isSeen);
    openViewer({ at, pictures, first: pictures.indexOf(file), locale, texts, from: box.current });
  };
  return (
    <>
      <ul class="sent" ref={box}>
        {files.map((file) =>
          file.small && isSeen(file) ? (
            <li key={file.id}>
              <Picture file={file} at={at} texts={texts} onOpen={() => open(file)} />
            </li>
          ) : (
            <li key={file.id} class="sent__row">
              <button
                type="button"
                class="sent__open"
                aria-label={isSeen(file) ? texts.open(file.name) : texts.saveNamed(file.name)}
                onClick={() => (isSeen(file) ? open(file) : void save(file))}
              >
                <span class="sent__name" dir="auto">
                  {file.name}
                </span>
                <span class="sent__size">
                  {texts.kind[file.kind]} · {sizeText(file.size, locale, texts)}
                </span>
              </button>
            </li>
          ),
        )}
      </ul>
      {isFailed.value && (
        <p class="sent__fault" role="alert">
          {texts.cannotOpen}
        </p>
      )}
    </>
  );
};

interface PictureProps {
  file: SentFile;
  at: string;
  texts: FileTexts;
  onOpen: () => void;
}

const Picture = ({ file, at, texts, onOpen }: PictureProps) => {
  const { width = 1, height = 1 } = file;
  const scale = Math.min(1, SHOWN / Math.max(width, height));
  const { source, button } = useMemo(
    () => ({
      source: signal<string | undefined>(undefined),
      button: { current: null as HTMLButtonElement | null },
    }),
    [],
  );
  // Asked for when it comes into view: a long log has many.
  useEffect(() => {
    const { current: seen } = button;
    if (!seen) return undefined;
    const watch = new IntersectionObserver(
      async ([entry]) => {
        if (!entry?.isIntersecting) return;
        watch.disconnect();
        const links = await linksTo(at, file.id);
        if ('ok' in links) source.value = links.ok.small;
      },
      { rootMargin: '200px' },
    );
    watch.observe(seen);
    return () => watch.disconnect();
  }, [at, file.id]);
  return (
    <button
      ref={button}
      type="button"
      class="sent__picture"
      aria-label={texts.open(file.name)}
      title={file.name}
      style={{ aspectRatio: `${width} / ${height}`, width: `${Math.max(48, Math.round(width * scale))}px` }}
      onClick={onOpen}
    >
      {source.value && <img src={source.value} alt="" />}
    </button>
  );
};

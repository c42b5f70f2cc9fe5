// A picture as large as the window: arrows go to the next, plus and minus and a click enlarge, Escape closes.
import { signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { SentFile } from '../../../shared/sent-file.ts';
import { IconButton } from '../Button.tsx';
import { crossIcon, largerIcon, nextIcon, previousIcon, saveIcon, smallerIcon } from './file-icons.ts';
import { type Links, linksTo } from './links.ts';
import type { FileTexts } from './texts.ts';

interface Viewing {
  readonly at: string;
  readonly pictures: readonly SentFile[];
  readonly first: number;
  readonly locale: string;
  readonly texts: FileTexts;
  /** What has the style it is drawn with around it. */
  readonly from: Element | null;
}

const ZOOMS = [1, 1.5, 2, 3, 4] as const;

export const openViewer = ({ from, ...viewing }: Viewing): void => {
  const root = from?.getRootNode();
  const parent = root instanceof ShadowRoot ? root : document.body;
  const holder = parent.appendChild(document.createElement('div'));
  const close = () => {
    render(null, holder);
    holder.remove();
  };
  render(<Viewer {...viewing} onClose={close} />, holder);
};

const showModal = (dialog: HTMLDialogElement | null) => {
  dialog?.showModal();
  return () => dialog?.close();
};

const useLinks = (at: string, id: string | undefined) => {
  const found = useMemo(
    () => signal<{ readonly id: string; readonly links?: Links } | undefined>(undefined),
    [],
  );
  useEffect(() => {
    if (id === undefined) return;
    void linksTo(at, id).then((answer) => {
      found.value = { id, ...('ok' in answer && { links: answer.ok }) };
    });
  }, [at, id]);
  return found.value?.id === id ? found.value : undefined;
};

const Viewer = ({ at, pictures, first, texts, onClose }: Omit<Viewing, 'from'> & { onClose: () => void }) => {
  const state = useMemo(() => ({ index: signal(first), zoom: signal(0) }), []);
  const index = state.index.value;
  const zoom = state.zoom.value;
  const file = pictures[index];
  const found = useLinks(at, file?.id);
  const go = (by: number) => {
    const next = index + by;
    if (next < 0 || next >= pictures.length) return;
    state.index.value = next;
    state.zoom.value = 0;
  };
  const enlarge = (by: number) => {
    state.zoom.value = Math.min(ZOOMS.length - 1, Math.max(0, state.zoom.peek() + by));
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => go(1),
    ArrowLeft: () => go(-1),
    '+': () => enlarge(1),
    '=': () => enlarge(1),
    '-': () => enlarge(-1),
    Escape: onClose,
  };
  if (!file) return null;
  const scale = ZOOMS[zoom] ?? 1;
  return (
    <dialog
      ref={showModal}
      class="viewer"
      aria-label={file.name}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        const run = keys[event.key];
        if (!run) return;
        event.preventDefault();
        event.stopPropagation();
        run();
      }}
    >
      <div class="viewer__bar">
        <p class="viewer__name">
          <bdi>{file.name}</bdi>
          {pictures.length > 1 && <span> · {texts.viewer.place(index + 1, pictures.length)}</span>}
        </p>
        <IconButton icon={smallerIcon} label={texts.viewer.smaller} onClick={() => enlarge(-1)} />
        <IconButton icon={largerIcon} label={texts.viewer.larger} onClick={() => enlarge(1)} />
        <IconButton
          icon={saveIcon}
          label={texts.save}
          onClick={() => found?.links && location.assign(found.links.save)}
        />
        <IconButton autofocus icon={crossIcon} label={texts.viewer.close} onClick={onClose} />
      </div>
      <div class="viewer__view">
        {found?.links ? (
          // biome-ignore lint/a11y/useKeyWithClickEvents: plus and minus do the same
          <img
            src={found.links.url}
            alt={file.name}
            style={{ width: scale === 1 ? undefined : `${scale * 100}%` }}
            class={scale === 1 ? 'viewer__whole' : 'viewer__large'}
            onClick={() => enlarge(zoom === 0 ? 2 : -zoom)}
          />
        ) : (
          <p role="status">{found ? texts.cannotOpen : ''}</p>
        )}
      </div>
      {pictures.length > 1 && (
        <>
          <IconButton
            class="viewer__previous"
            icon={previousIcon}
            label={texts.viewer.previous}
            disabled={index === 0}
            onClick={() => go(-1)}
          />
          <IconButton
            class="viewer__next"
            icon={nextIcon}
            label={texts.viewer.next}
            disabled={index === pictures.length - 1}
            onClick={() => go(1)}
          />
        </>
      )}
    </dialog>
  );
};

// A log keeps to its newest line until the reader scrolls up, and again once the reader is back at the end.
import { effect, type Signal } from '@preact/signals';

/** This close to the end (pixels) counts as at the end: a line of text, a rubber band. */
const NEAR_END = 40;

/**
 * The ref of a box that scrolls. `scroll` is where its reader is, in pixels from the top; undefined is at the end, and
 * making it so goes there. Follows what comes, what grows and a box of another size, such as above an opened keyboard.
 */
export const followEnd = (scroll: Signal<number | undefined>) => (box: HTMLElement | null) => {
  if (!box) return;
  let end = 0;
  const endOf = () => box.scrollHeight - box.clientHeight;
  const follow = () => {
    if (scroll.value === undefined) {
      end = endOf();
      box.scrollTop = end;
    }
    // The lines of a chat that is restored have just come.
    else if (box.scrollTop === 0) box.scrollTop = scroll.value;
  };
  box.onscroll = () => {
    const known = end;
    end = endOf();
    if (end - box.scrollTop < NEAR_END) scroll.value = undefined;
    // An end that moved scrolls too, and is followed below; only the reader leaves one that did not.
    else if (end === known || scroll.value !== undefined) scroll.value = Math.round(box.scrollTop);
  };
  const observer = new ResizeObserver(follow);
  for (const element of [box, ...box.children]) observer.observe(element);
  const stop = effect(follow);
  return () => {
    stop();
    observer.disconnect();
  };
};

// Names this browser makes up: one per message, one per tab.
import type { Cid, Sid } from '../../shared/model.ts';

const SID_KEY = 'sid';
const SID_CHARACTERS = 8;
const CID_CHARACTERS = 22;

/** Random characters of base64url, with one of them for two. */
const randomName = (characters: number): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(characters))))
    .replace(/\W/g, '_')
    .slice(0, characters);

export const newCid = (): Cid => randomName(CID_CHARACTERS) as Cid;

interface Tab extends Pick<EventTarget, 'addEventListener'> {
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/**
 * The name of this tab, the same after a reload; ask once per page. It lies in the session storage only between two
 * pages: a browser copies that storage into a duplicated tab or a window opened from this one, and two tabs of one
 * name would take each other's connection.
 */
export const takeSid = (tab: Tab = window): Sid => {
  const fresh = randomName(SID_CHARACTERS);
  try {
    const { sessionStorage } = tab;
    const left = sessionStorage.getItem(SID_KEY);
    const sid = left?.length === SID_CHARACTERS ? left : fresh;
    const take = () => sessionStorage.removeItem(SID_KEY);
    take();
    tab.addEventListener('pagehide', () => sessionStorage.setItem(SID_KEY, sid));
    // Back out of the browser's page cache.
    tab.addEventListener('pageshow', take);
    return sid as Sid;
  } catch {
    // Storage is forbidden here: then a reload is a new tab to the server, which is harmless.
    return fresh as Sid;
  }
};

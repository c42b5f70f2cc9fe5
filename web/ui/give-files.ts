// Which part of a site has files; apart from what is fetched with a place for them.

type Load = () => Promise<typeof import('./files/part.ts')>;

/** The part comes with what a site, or the chat, has loaded by then. */
export const filesPart: { load: Load } = { load: () => Promise.reject() };

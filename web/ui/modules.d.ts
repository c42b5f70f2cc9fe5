// What the web build makes of files that are no TypeScript.

/** The style sheet as minified text, for a constructable style sheet in a shadow root. */
declare module '*.css?inline' {
  const css: string;

  // biome-ignore lint/style/noDefaultExport: this is how bundlers, Vite among them, give a file that is no module
  export { css as default };
}

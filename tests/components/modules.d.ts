// What the bundler makes of a style sheet that is asked for as text (web/build/bundle.ts).
declare module '*.css?inline' {
  const css: string;

  // biome-ignore lint/style/noDefaultExport: this is how bundlers, Vite among them, give a file that is no module
  export { css as default };
}

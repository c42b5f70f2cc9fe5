// The content security policy of every document of the product: scripts and styles from the own host alone, nothing inline, no HTML from strings.

/**
 * @param filesHost where files that people send lie: pictures are shown from there, and files put there.
 * @param ancestors who may show the document in a frame: origins, or nobody.
 */
export const contentSecurityPolicy = (filesHost: string, ancestors: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${filesHost}`,
    "font-src 'self'",
    // The socket is the own host, too.
    `connect-src 'self' ${filesHost}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

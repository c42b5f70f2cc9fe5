// What a page says in English before any script, for browsers without one; it stands in the HTML alone.

export const noScript = 'Turn on JavaScript in your browser to use this page.';

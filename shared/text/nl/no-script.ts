// What a page says in Dutch before any script, for browsers without one; it stands in the HTML alone.

export const noScript = 'Zet JavaScript aan in uw browser om deze pagina te gebruiken.';

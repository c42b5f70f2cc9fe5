// Dutch text for whoever drops or pastes a file; apart, because no page carries it before that happens.

export const noFiles = 'Bestanden kunnen niet verstuurd worden.';

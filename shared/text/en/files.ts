// English text for whoever drops or pastes a file; apart, because no page carries it before that happens.

export const noFiles = 'Files cannot be sent.';

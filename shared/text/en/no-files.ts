// English text for whoever drops or pastes a file where it goes nowhere; apart, because no page carries it before that happens.

export const noFiles = 'A file cannot go here. Drop or paste it on your message.';

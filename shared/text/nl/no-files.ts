// Dutch text for whoever drops or pastes a file where it goes nowhere; apart, because no page carries it before that happens.

export const noFiles = 'Hier kan geen bestand naartoe. Sleep of plak het bij uw bericht.';

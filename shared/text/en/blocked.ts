// English text for whoever was blocked; apart, because the chat window carries no other common texts.

export const accountBlocked = 'This account is blocked. Please contact the helpdesk.';

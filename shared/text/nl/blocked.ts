// Dutch text for whoever was blocked; apart, because the chat window carries no other common texts.

export const accountBlocked = 'Dit account is geblokkeerd. Neem contact op met de helpdesk.';

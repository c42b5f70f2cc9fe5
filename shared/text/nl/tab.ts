// Dutch text of the chat tab; apart, because the loader carries both languages and nothing else.

export const openChat = 'Chat met de helpdesk';

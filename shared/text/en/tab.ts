// English text of the chat tab.

export const openChat = 'Chat with the helpdesk';

// Where the portal shows nothing but the chat: its window of its own (S48). A file of its own, as the chat's first part needs this path alone.

export const CHAT_PATH = '/chat';

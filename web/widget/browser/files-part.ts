// Files in the chat, as one part to fetch. What it shares with the window it shares with the side views, too, which are there by then: so the window stays in as few pieces as it is.
import '../views/side-views.ts';

export * from '../../ui/files/part.ts';

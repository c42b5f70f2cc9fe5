// The page's side of the chat: who is signed in here, and a function that gives a token for that user.
const { user } = document.currentScript.dataset;

const chat = mountChat({
  user: user || undefined,
  getToken: async () => (await fetch('/chat-token')).text(),
});

addEventListener('DOMContentLoaded', () => {
  const find = (id) => document.getElementById(id);
  chat.onUnread((count) => {
    find('unread').textContent = count;
  });
  chat.onEnded(() => {
    find('ended').textContent = 'De chat is afgelopen.';
  });
  find('open').onclick = () => chat.open();
  find('close').onclick = () => chat.close();
  find('logout').onclick = async () => {
    await chat.signOut();
    location.href = '/logout';
  };
});

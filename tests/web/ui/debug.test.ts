// The log of the socket that a person can switch on: what happened, and never what anyone wrote.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeFrame, startDebug } from '../../../web/ui/debug.ts';

test('a frame is told by its kind, its place and its length', () => {
  expect(
    describeFrame('{"id":7,"action":"chat.say","chatId":"abc","cid":"d","after":3,"text":"geheim"}'),
  ).toBe('id=7 action=chat.say chatId=abc cid=d after=3 79 characters');
  expect(describeFrame('{"re":7,"error":{"code":"busy","path":"x"}}')).toBe('re=7 error=busy 43 characters');
  expect(describeFrame('no json')).toBe('7 characters');
});

test('no word of a person is in it, whatever field it stands in', () => {
  const words = fc.string({ minLength: 3 }).map((text) => `«${text}»`);
  fc.assert(
    fc.property(words, words, (one, other) => {
      const line = describeFrame(
        JSON.stringify({
          id: 1,
          action: 'chat.start',
          text: one,
          nickname: other,
          entries: [{ text: one, author: { name: other } }],
          fields: { subject: one },
        }),
      );
      expect(line).not.toContain(one);
      expect(line).not.toContain(other);
      expect(line).not.toContain('«');
    }),
  );
});

test('every socket opened from then on is logged, and works as before', async () => {
  const sent: unknown[] = [];
  class FakeSocket extends EventTarget {
    send(data: unknown) {
      sent.push(data);
    }
  }
  const scope = { WebSocket: FakeSocket as unknown as typeof WebSocket };
  const lines: string[] = [];
  startDebug(scope, (line) => lines.push(line.replace(/^\S+Z /, '')));
  const socket = new scope.WebSocket('ws://a');
  socket.dispatchEvent(new Event('open'));
  socket.send('{"id":1,"action":"ping"}');
  socket.dispatchEvent(Object.assign(new Event('message'), { data: '{"re":1,"ok":{}}' }));
  socket.dispatchEvent(Object.assign(new Event('close'), { code: 1006 }));
  expect(sent).toEqual(['{"id":1,"action":"ping"}']);
  expect(lines.slice(1)).toEqual([
    'socket 1 opening',
    'socket 1 open',
    'socket 1 > id=1 action=ping 24 characters',
    'socket 1 < re=1 16 characters',
    'socket 1 closed 1006',
  ]);
});

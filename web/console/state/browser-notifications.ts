// The browser's sound and notifications, and whether it allows them. The sound is made here, so there is no file to load. Independent of any desk.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChatId } from '../../../shared/model.ts';
import type { DeskAlert, NotificationOutput } from './notifier.ts';

export interface BrowserNotifications extends NotificationOutput {
  /** The browser wants a click first, or has no sound. */
  readonly isSoundBlocked: ReadonlySignal<boolean>;
  readonly isDesktopBlocked: ReadonlySignal<boolean>;
  /** Asks the browser for what it does not allow yet; has to come from a click or a key. */
  allowSound(): Promise<void>;
  allowDesktop(): Promise<void>;
  close(): void;
}

export interface BrowserNotificationsDeps {
  readonly window: Window & typeof globalThis;
  readonly texts: Readonly<Record<DeskAlert['kind'], string>>;
  /** A notification was clicked. */
  onOpen(chatId: ChatId): void;
}

/** Two soft notes, in hertz and in seconds after the start. */
const notes = [
  { pitch: 660, at: 0 },
  { pitch: 880, at: 0.16 },
] as const;
const LOUDNESS = 0.12;
const FADED = 0.0001;

export const createBrowserNotifications = ({
  window,
  texts,
  onOpen,
}: BrowserNotificationsDeps): BrowserNotifications => {
  const isSoundBlocked = signal(false);
  const isDesktopBlocked = signal(false);
  let audio: AudioContext | undefined;

  const look = () => {
    isSoundBlocked.value = audio !== undefined && audio.state !== 'running';
    isDesktopBlocked.value = !('Notification' in window) || window.Notification.permission === 'denied';
  };
  const allowSound = async () => {
    if (!audio) {
      audio = new window.AudioContext();
      audio.onstatechange = look;
    }
    // Without a click this waits for one, so nobody may wait for it.
    if (audio.state !== 'running') await Promise.race([audio.resume(), pause()]);
    look();
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 300));

  const play = (context: AudioContext, { pitch, at }: (typeof notes)[number]) => {
    const from = context.currentTime + at;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(FADED, from);
    volume.gain.exponentialRampToValueAtTime(LOUDNESS, from + 0.03);
    volume.gain.exponentialRampToValueAtTime(FADED, from + 0.5);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + 0.5);
  };

  look();
  return {
    isSoundBlocked,
    isDesktopBlocked,
    allowSound,
    allowDesktop: async () => {
      if ('Notification' in window && window.Notification.permission === 'default')
        await window.Notification.requestPermission();
      look();
    },
    playSound: () => {
      // What is played while blocked would all sound at once later.
      if (audio?.state === 'running') for (const note of notes) play(audio, note);
    },
    notify: ({ kind, nickname, chatId }) => {
      look();
      if (isDesktopBlocked.value || window.Notification.permission !== 'granted') return () => {};
      try {
        const shown = new window.Notification(nickname, { body: texts[kind], tag: `${kind} ${chatId}` });
        shown.onclick = () => {
          window.focus();
          shown.close();
          if (chatId) onOpen(chatId);
        };
        return () => shown.close();
      } catch {
        // Chrome on Android has the interface and refuses to use it.
        isDesktopBlocked.value = true;
        return () => {};
      }
    },
    close: () => void audio?.close(),
  };
};

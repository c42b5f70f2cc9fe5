// The sound of a new message: in one of the customer's tabs, and in none while the chat is looked at in one. Made here, so there is no file to load.

/** Tabs hear of a message within this time of each other, and a tab in the background runs its timers once a second. */
const QUIET_MS = 3000;
/** What is looked at goes before what is not. */
const PATIENCE_MS = 300;

/** `isSeen`: whether the chat is open in this tab, which may not be the one that is looked at. */
export const playSound = (isSeen: boolean): void => {
  const isLookedAt = isSeen && document.hasFocus();
  // A tab that was never touched is not allowed a sound.
  if (!isLookedAt && !navigator.userActivation.hasBeenActive) return;
  setTimeout(
    () =>
      navigator.locks?.request('chat/sound', { ifAvailable: true }, (lock) => {
        if (lock && !isLookedAt) playNote();
        return lock && new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      }),
    isLookedAt ? 0 : PATIENCE_MS,
  );
};

/** One soft note. */
const playNote = () => {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = 660;
  volume.gain.value = 0.1;
  volume.gain.linearRampToValueAtTime(0, 0.4);
  tone.connect(volume).connect(context.destination);
  tone.onended = () => context.close();
  tone.start();
  tone.stop(0.4);
};

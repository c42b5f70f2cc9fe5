// The icons of this part, which some others have as well: taken from there the chat window would carry them all.

export const againIcon = 'M19 12a7 7 0 1 1-2-5l2 2m0-5v5h-5';
export const clipIcon =
  'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 5 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4L15 7';
export const crossIcon = 'M6 6l12 12M18 6 6 18';
export const largerIcon = 'M6 12h12M12 6v12';
export const nextIcon = 'M5 12h14m-6-6 6 6-6 6';
export const previousIcon = 'M19 12H5m6-6-6 6 6 6';
export const saveIcon = 'M12 4v11m-5-5 5 5 5-5M5 20h14';
export const smallerIcon = 'M6 12h12';

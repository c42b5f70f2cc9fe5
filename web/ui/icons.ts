// The icons as SVG path data on a 24 × 24 grid, one export each, so a bundle carries only those it shows.

export const alertIcon = 'M12 9v5m0 3v.01M12 3.5 2.5 20.5h19Z';
export const arrowDownIcon = 'M12 5v14m6-6-6 6-6-6';
export const arrowLeftIcon = 'M19 12H5m6-6-6 6 6 6';
export const arrowRightIcon = 'M5 12h14m-6-6 6 6-6 6';
export const arrowUpIcon = 'M12 19V5m6 6-6-6-6 6';
export const bellOffIcon =
  'M9 5.8A6 6 0 0 1 18 11v4M6.4 9A6 6 0 0 0 6 11v5.5L4.5 18H17M10 20.5h4M4 3.5l16 17';
export const bellIcon = 'M6 16.5V11a6 6 0 1 1 12 0v5.5l1.5 1.5h-15L6 16.5Zm4 4h4';
export const chatIcon = 'M20 11.5a7.5 7.5 0 0 1-11 6.6L4 19.5l1.4-4.6A7.5 7.5 0 1 1 20 11.5Z';
export const checkIcon = 'm5 12.5 4.5 4.5L19 7.5';
export const circleCheckIcon = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-4-8.8 2.8 2.8L16 9.5';
export const clockIcon = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2';
export const closeIcon = 'M6 6l12 12M18 6 6 18';
export const downloadIcon = 'M12 4v11m-5-5 5 5 5-5M5 20h14';
export const editIcon = 'M4 20h4L19 9a2.1 2.1 0 0 0-3-3L5 17l-1 3Zm10-12 3 3';
export const eyeIcon = 'M2.5 12q9.5-13 19 0-9.5 13-19 0ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z';
export const heartIcon = 'M12 20s-8-4.6-8-10.6A4.4 4.4 0 0 1 12 7a4.4 4.4 0 0 1 8 2.4C20 15.4 12 20 12 20Z';
export const infoIcon = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5m0-8.5v.01';
export const logoutIcon = 'M9 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h3m6-4 4-4-4-4m4 4H9';
export const minusIcon = 'M6 12h12';
export const moreIcon = 'M5 12h.01M12 12h.01M19 12h.01';
export const noteIcon = 'M5 4h14v10l-5.5 6H5V4Zm8.5 16v-6H19M8.5 8.5h7m-7 3.5h3';
export const popOutIcon = 'M14 4h6v6m0-6-9 9M9 5H5v14h14v-4';
export const saveIcon = 'M5 4h11l4 4v11a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Zm3 0v5h7V4M8 20v-6h8v6';
export const sendIcon = 'M11.5 12h-7l-1-7.5 17 7.5-17 7.5 1-7.5';
export const settingsIcon = 'M4 7h10m4 0h2M4 17h3m4 0h9M16 4.5v5M9 14.5v5';
export const ticketIcon =
  'M7 3.5h7l4.5 4.5V20a.5.5 0 0 1-.5.5H7a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 7 3.5Zm7 0V8h4.5M9 13h6m-6 3.5h4';
export const trashIcon = 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.5 11v5m3-5v5';
export const undoIcon = 'M8.5 4.5 4.5 8.5l4 4m-4-4h9.5a5.5 5.5 0 0 1 0 11H10';
export const userIcon =
  'M12 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5ZM4.5 20c.7-3.6 3.7-5.5 7.5-5.5s6.8 1.9 7.5 5.5';
export const usersIcon =
  'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 9c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5M15.5 4.3a3.5 3.5 0 0 1 0 6.4M18 14.9c1.9.8 3.1 2.6 3.5 5.1';
export const searchIcon = 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.8-1.7L20 20';

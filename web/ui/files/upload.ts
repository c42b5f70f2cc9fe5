// A file on its way: turned into what everyone can see, where this browser can; put to where the link says, with how far it is.

/** fetch tells no progress of what it sends. */
export const put = (
  url: string,
  file: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<boolean> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(request.status < 300);
    request.onerror = request.onabort = request.ontimeout = () => resolve(false);
    signal.addEventListener('abort', () => request.abort());
    request.open('PUT', url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file);
  });

const QUALITY = 0.9;

/** What phones of one maker make and others cannot show: a JPEG of it, where this browser can; else as it is. */
export const asSeen = async (file: File): Promise<File> => {
  if (!/^image\/hei[cf]$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
    return new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: blob.type });
  } catch {
    return file;
  }
};

/**
 * Files of a paste or a drop. Text processors put a picture of what is copied beside its text: then it is the text that is
 * meant.
 */
export const filesIn = (data: DataTransfer | null): readonly File[] =>
  data && !data.types.includes('text/plain') && !data.types.includes('text/html') ? [...data.files] : [];

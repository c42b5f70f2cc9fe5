// Files in the portal, as one part to fetch.
export * from '../ui/files/part.ts';

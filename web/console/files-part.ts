// Files in the console, as one part to fetch. What it shares with the desk it shares as a whole, so that the desk stays in as few pieces as it is.
import './App.tsx';

export * from '../ui/files/part.ts';

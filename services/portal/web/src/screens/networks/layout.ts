import { useEffect, useRef, useState } from 'react';
import type { Places, Wanted } from './layout.worker';

// It starts with the screen, while the network itself is asked for: to start one takes as long as to lay out a small network.
const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
let turns = 0;

// usePlaces has a network laid out, and what stands already stays near where it was. Undefined until it is.
export function usePlaces(wanted: Wanted): Places | undefined {
  const [places, put] = useState<Places>();
  const turn = useRef(0);
  const now = useRef(places);
  now.current = places;
  useEffect(() => {
    const laid = (e: MessageEvent<{ turn: number; places: Places }>) => { if (e.data.turn === turn.current) put(e.data.places); };
    worker.addEventListener('message', laid);
    return () => worker.removeEventListener('message', laid);
  }, []);
  const key = wanted.nodes.map((n) => n.id).join() + wanted.edges.length;
  useEffect(() => {
    if (wanted.nodes.length === 0) return;
    const nodes = wanted.nodes.map((n) => ({ ...n, at: now.current?.[n.id] ?? n.at }));
    worker.postMessage({ turn: (turn.current = ++turns), wanted: { ...wanted, nodes } });
  }, [key]); // what is laid out is which nodes there are, and how they are tied
  return places;
}

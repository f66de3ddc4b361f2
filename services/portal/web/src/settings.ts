// What a person chose for this browser: kept there, and nowhere else.
import { useSyncExternalStore } from 'react';

export const languages = { en: 'English', fr: 'Français', zh: '中文' } as const;
export type Language = keyof typeof languages;

export interface Settings {
  language: Language;
  zone: string; // IANA; the machine's unless chosen
  density: 'roomy' | 'dense'; // of lists
  keys: boolean; // single-key shortcuts (WCAG 2.2, 2.1.4: they can be turned off)
}

const place = 'entente.settings';

function first(): Settings {
  const wanted = navigator.languages.map((l) => l.slice(0, 2)).find((l): l is Language => l in languages);
  const fresh: Settings = { language: wanted ?? 'en', zone: Intl.DateTimeFormat().resolvedOptions().timeZone, density: 'roomy', keys: true };
  try {
    const kept = { ...fresh, ...(JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Settings>) };
    return kept.language in languages ? kept : fresh;
  } catch {
    return fresh;
  }
}

let now = first();
const show = () => { document.documentElement.dataset.density = now.density; };
show();
const told = new Set<() => void>();

export const settings = () => now;

export function choose(change: Partial<Settings>) {
  now = { ...now, ...change };
  try {
    localStorage.setItem(place, JSON.stringify(now));
  } catch {
    // it holds until the page is closed
  }
  show();
  for (const tell of told) tell();
}

export function listen(tell: () => void) {
  told.add(tell);
  return () => void told.delete(tell);
}

export const useSettings = () => useSyncExternalStore(listen, settings);

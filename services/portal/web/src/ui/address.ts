import { useNavigate, useSearch } from '@tanstack/react-router';

// useAddress are the filters of a list of what is at hand whole: they stand in the address.
export function useAddress<K extends string>() {
  const raw = useSearch({ strict: false }) as Record<string, string | string[] | undefined>;
  const go = useNavigate();
  const asked = (k: K) => [raw[k]].flat()[0] ?? '';
  const ask = (change: Partial<Record<K, string>>) => void go({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: true, resetScroll: false } as never);
  return { asked, ask };
}

// fits says whether one of these words begins, or holds, what is looked for.
export function fits(words: string, ...of: (string | undefined)[]) {
  const all = of.join(' ').toLocaleLowerCase();
  return words.toLocaleLowerCase().split(/\s+/).every((w) => all.includes(w));
}

// slug is an id that may do for a name (RFC 1123).
export const slug = (name: string) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63).replace(/^-|-$/g, '');

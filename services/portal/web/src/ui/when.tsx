// Times in the person's zone and language.
import { useSettings } from '../settings';

const steps: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_557_600], ['month', 2_629_800], ['day', 86_400], ['hour', 3600], ['minute', 60]];

// kept makes what is made of a key once: to make a formatter takes longer than to draw the row that it is for.
function kept<T>(make: (language: string, zone?: string) => T) {
  const all = new Map<string, T>();
  return (language: string, zone?: string): T => {
    const key = `${language} ${zone}`;
    let one = all.get(key);
    if (one === undefined) all.set(key, (one = make(language, zone)));
    return one;
  };
}

const times = kept((language, zone) => {
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: zone });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: zone });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'long', timeZone: zone });
  const near = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const far = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' }); // "next month" may be tomorrow
  return {
    full: (at: string) => full.format(new Date(at)),
    day: (at: string) => day.format(new Date(at)),
    days: (at: string) => near.format(Math.round((new Date(at).getTime() - Date.now()) / 86_400_000), 'day'),
    clock: (at: string) => clock.format(new Date(at)),
    exact: (at: string) => exact.format(new Date(at)),
    ago: (at: string) => {
      const s = (new Date(at).getTime() - Date.now()) / 1000;
      const step = steps.find(([, n]) => Math.abs(s) >= n);
      return step ? (step[1] > 86_400 ? far : near).format(Math.trunc(s / step[1]), step[0]) : near.format(0, 'minute');
    },
  };
});

export function useTime() {
  const { language, zone } = useSettings();
  return times(language, zone);
}

// Ago is how long ago something was, or how far off it is, with the time itself at hand.
export function Ago({ at }: { at: string }) {
  const time = useTime();
  return (
    <time dateTime={at} title={time.full(at)}>{time.ago(at)}</time>
  );
}

export function When({ at }: { at: string }) {
  const time = useTime();
  return <time dateTime={at}>{time.full(at)}</time>;
}

const numbers = kept((language) => {
  const f = new Intl.NumberFormat(language);
  return (n: number) => f.format(n);
});

export const useNumber = () => numbers(useSettings().language);

// useLeft is a length of time in words, of seconds.
export const useLeft = () => {
  const { language } = useSettings();
  const say = (n: number, unit: 'second' | 'minute' | 'hour') => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(n);
  return (s: number) => (s < 60 ? say(Math.max(1, Math.round(s)), 'second') : s < 3600 ? say(Math.round(s / 60), 'minute') : say(Math.round(s / 360) / 10, 'hour'));
};

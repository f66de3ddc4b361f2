// Times in the person's zone and language.
import { useSettings } from '../settings';

const steps: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_557_600], ['month', 2_629_800], ['week', 604_800], ['day', 86_400], ['hour', 3600], ['minute', 60]];

export function useTime() {
  const { language, zone } = useSettings();
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: zone });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: zone });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'long', timeZone: zone });
  const near = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  return {
    full: (at: string) => full.format(new Date(at)),
    day: (at: string) => day.format(new Date(at)),
    clock: (at: string) => clock.format(new Date(at)),
    exact: (at: string) => exact.format(new Date(at)),
    ago: (at: string) => {
      const s = (new Date(at).getTime() - Date.now()) / 1000;
      const step = steps.find(([, n]) => Math.abs(s) >= n);
      return step ? near.format(Math.trunc(s / step[1]), step[0]) : near.format(0, 'minute');
    },
  };
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

export const useNumber = () => {
  const { language } = useSettings();
  const f = new Intl.NumberFormat(language);
  return (n: number) => f.format(n);
};

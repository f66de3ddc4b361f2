// Times as a clock on the wall of the person's zone has them: what <input type="datetime-local">
// and <input type="date"> take and give. The contract has instants (RFC 3339).

// wall is what the clock shows: "2026-11-26T09:30".
export function wall(at: Date | string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

// instant is when the clock shows that: the earlier where it does twice, and where it never does
// (the night on which it is put forward), as much later as it was put forward by. undefined of what is no time.
export function instant(shown: string, zone: string): string | undefined {
  const flat = Date.parse(`${shown.slice(0, 16)}Z`);
  if (Number.isNaN(flat)) return undefined;
  const off = (at: number) => Date.parse(`${wall(new Date(at), zone)}Z`) - Math.floor(at / 60_000) * 60_000;
  const both = [off(flat - 86_400_000), off(flat + 86_400_000)].map((o) => flat - o);
  const meant = both.filter((at) => at + off(at) === flat);
  return new Date(meant.length ? Math.min(...meant) : Math.max(...both)).toISOString();
}

// day and midnight are wall and instant of a day that begins.
export const day = (at: Date | string | undefined, zone: string) => (at ? wall(at, zone).slice(0, 10) : '');
export const midnight = (shown: string, zone: string) => instant(`${shown}T00:00`, zone);

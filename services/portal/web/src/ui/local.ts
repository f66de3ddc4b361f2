// What a field of the kind "datetime-local" holds (2026-10-01T08:30) is a time in the person's zone.

// localOf is a time as such a field shows it.
export function localOf(at: Date, zone: string): string {
  const part = Object.fromEntries(new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(at).map((p) => [p.type, p.value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

// timeOf is the time that such a field means; undefined of what is none. Where clocks are put back,
// and an hour comes twice, it is one of the two.
export function timeOf(local: string, zone: string): Date | undefined {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return undefined;
  let at = wall;
  // The zone's distance at the time is known once the time is: the second turn is right.
  for (let turn = 0; turn < 2; turn++) at = wall - (Date.parse(`${localOf(new Date(at), zone)}Z`) - Math.floor(at / 60_000) * 60_000);
  return new Date(at);
}

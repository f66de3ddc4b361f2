// The network, drawn: plain SVG, so that it is sharp, themed, and needs no graphics card.
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { defang } from '../../ui/defang';
import { icons } from '../../ui/marks';
import type { Places } from './layout.worker';
import css from './networks.module.css';
import { type Edge, kinds, type Net, type Node, size } from './query';

export interface View { x: number; y: number; scale: number } // what of the drawing is in the middle, and how large

interface Props { net: Net; places: Places; scale: number; chosen?: string; path?: Set<string>; choose: (id: string) => void }

const derived = new Set(['match_key', 'domain']);
export const short = (v: string) => (v.length > 28 ? `${v.slice(0, 17)}…${v.slice(-9)}` : v);

export const Drawing = memo(function Drawing({ net, places, scale, chosen, path, choose }: Props) {
  const near = useMemo(() => (chosen ? new Set(net.edges.filter((e) => e.from === chosen || e.to === chosen).flatMap((e) => [e.from, e.to])) : undefined), [net, chosen]);
  const types = useMemo(() => [...new Set(net.nodes.map((n) => n.type))], [net]);
  const named = useMemo(() => labels(net.nodes, places, scale, chosen, near), [net, places, scale, chosen, near]);
  const bright = (e: Edge) => e.from === chosen || e.to === chosen;
  const onPath = (e: Edge) => path?.has(`${e.from} ${e.to}`) || path?.has(`${e.to} ${e.from}`);
  return (
    <>
      <defs>
        {types.map((type) => {
          const Icon = icons[type];
          return <symbol key={type} id={`n-${type}`} viewBox="0 0 24 24" overflow="visible"><Icon size={24} stroke={1.9} /></symbol>;
        })}
      </defs>
      <g className={css.edges} data-dim={chosen ? true : undefined}>
        {net.edges.map((e) => {
          const [a, b] = [places[e.from], places[e.to]];
          if (!a || !b) return null;
          return <line key={`${e.from} ${e.to} ${e.relation}`} x1={a[0]} y1={a[1]} x2={b[0]} y2={b[1]} strokeWidth={0.8 + 2 * e.weight} strokeDasharray={derived.has(e.relation) ? '5 4' : undefined} data-on={onPath(e) ? 'path' : bright(e) ? 'near' : undefined} />;
        })}
      </g>
      <g className={css.nodes} data-dim={chosen ? true : undefined}>
        {net.nodes.map((n) => {
          const at = places[n.id];
          return at && <Spot key={n.id} of={n} x={at[0]} y={at[1]} on={n.id === chosen ? 'chosen' : near?.has(n.id) ? 'near' : undefined} choose={choose} />;
        })}
      </g>
      <g className={css.labels} aria-hidden>
        {named.map(([n, x, y]) => <text key={n.id} x={x} y={y} fontSize={11.5 / scale} strokeWidth={4 / scale}>{short(defang(n.type, n.value))}</text>)}
      </g>
    </>
  );
});

const Spot = memo(function Spot({ of: n, x, y, on, choose }: { of: Node; x: number; y: number; on?: string; choose: (id: string) => void }) {
  const r = size(n);
  const { t } = useTranslation();
  return (
    <g id={n.id} role="img" aria-label={`${t(`type.${n.type}`)} ${defang(n.type, n.value)}`} transform={`translate(${x} ${y})`} className={css.node} data-kind={kinds[n.type]} data-on={on} data-start={n.depth === 0 && !n.by ? true : undefined} data-weak={n.weak || undefined} data-disputed={n.disputed || undefined} onClick={() => choose(n.id)}>
      {n.hub && <rect x={-r - 4} y={-r - 4} width={2 * r + 8} height={2 * r + 8} rx={7} className={css.ring} />}
      {n.hub ? <rect x={-r} y={-r} width={2 * r} height={2 * r} rx={5} className={css.body} /> : <circle r={r} className={css.body} />}
      <use href={`#n-${n.type}`} x={-r * 0.6} y={-r * 0.6} width={r * 1.2} height={r * 1.2} />
      {n.disputed && <path className={css.flag} d={`M${r * 0.55} ${-r * 1.25} l6 10 h-12 z`} />}
    </g>
  );
});

// labels are those names for which there is room: the strongest first, none over another.
function labels(nodes: Node[], places: Places, scale: number, chosen?: string, near?: Set<string>): [Node, number, number][] {
  const out: [Node, number, number][] = [];
  const taken: [number, number, number, number][] = [];
  const rank = (n: Node) => (n.id === chosen ? 4 : near?.has(n.id) ? 3 : n.depth === 0 && !n.by ? 2 : n.hub ? 1.5 : n.strength);
  const free = (a: [number, number, number, number]) => taken.every((b) => a[2] < b[0] || a[0] > b[2] || a[3] < b[1] || a[1] > b[3]);
  for (const n of nodes) {
    const at = places[n.id];
    if (at) taken.push([at[0] - size(n) * 0.8, at[1] - size(n) * 0.8, at[0] + size(n) * 0.8, at[1] + size(n) * 0.8]);
  }
  const bodies = taken.length;
  for (const n of [...nodes].sort((a, b) => rank(b) - rank(a))) {
    const at = places[n.id];
    if (!at || (chosen && !near?.has(n.id) && n.id !== chosen)) continue;
    const w = (short(defang(n.type, n.value)).length * 6.4) / scale / 2;
    const h = 15 / scale;
    const y = at[1] + size(n) + h * 0.85;
    const box: [number, number, number, number] = [at[0] - w, y - h * 0.8, at[0] + w, y + h * 0.2];
    if (n.id !== chosen && !free(box)) continue;
    taken.push(box);
    out.push([n, at[0], y]);
    if (taken.length - bodies > 60) break;
  }
  return out;
}

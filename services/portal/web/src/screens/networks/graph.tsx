// The graph, and the ways to move in it: by hand, by wheel, by buttons (WCAG 2.2, 2.5.7), by keys.
import { ActionIcon, Loader } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { IconArrowDown, IconArrowLeft, IconArrowRight, IconArrowUp, IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Drawing, type View } from './draw';
import { usePlaces } from './layout';
import type { Places } from './layout.worker';
import css from './networks.module.css';
import { type Net, size } from './query';

export function Graph({ net, chosen, path, choose }: { net: Net; chosen?: string; path?: Set<string>; choose: (id?: string) => void }) {
  const { t } = useTranslation(['networks', 'common']);
  const { ref: sized, width, height } = useElementSize<HTMLDivElement>();
  const ref = useRef<HTMLDivElement>(null);
  const both = useMergedRef(sized, ref);
  const wanted = useMemo(() => ({
    nodes: net.nodes.map((n) => ({ id: n.id, size: size(n), depth: n.by ? 2 : n.depth })),
    edges: net.edges.map((e) => ({ from: e.from, to: e.to, weight: e.weight })),
  }), [net]);
  const places = usePlaces(wanted);
  const whole = useMemo(() => places && fit(places, width, height), [places, width, height]);
  const [moved, move] = useState<View>();
  useEffect(() => move(undefined), [net.nodes[0]?.id]);
  const view = moved ?? whole;
  const pan = (x: number, y: number) => view && move({ ...view, x: view.x + (x * 90) / view.scale, y: view.y + (y * 90) / view.scale });
  const zoom = (by: number) => view && move({ ...view, scale: Math.min(5, Math.max(0.08, view.scale * by)) });
  const held = useRef<{ x: number; y: number; from: View; far: boolean }>(undefined);

  const onKeyDown = (e: React.KeyboardEvent) => {
    const way = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, [number, number]>)[e.key];
    if (way && places) {
      e.preventDefault();
      if (e.shiftKey) return void pan(...way);
      const to = towards(places, chosen ?? net.nodes[0]?.id, way);
      if (to) choose(to);
    } else if (e.key === '+' || e.key === '=') zoom(1.3);
    else if (e.key === '-') zoom(1 / 1.3);
    else if (e.key === '0') move(undefined);
    else if (e.key === 'Escape') choose(undefined);
  };
  const buttons = [[IconPlus, 'zoomIn', () => zoom(1.35)], [IconMinus, 'zoomOut', () => zoom(1 / 1.35)], [IconFocusCentered, 'fit', () => move(undefined)]] as const;
  const ways = [[IconArrowLeft, 'left', -1, 0], [IconArrowUp, 'up', 0, -1], [IconArrowDown, 'down', 0, 1], [IconArrowRight, 'right', 1, 0]] as const;
  // The page scrolls by the wheel; with Ctrl it is the graph that grows, about where the pointer is.
  const wheel = useRef<(e: WheelEvent) => void>(undefined);
  wheel.current = (e) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    if (!view) return;
    const box = ref.current!.getBoundingClientRect();
    const [px, py] = [e.clientX - box.left - width / 2, e.clientY - box.top - height / 2];
    const scale = Math.min(5, Math.max(0.08, view.scale * Math.exp(-e.deltaY / 300)));
    move({ scale, x: view.x + px / view.scale - px / scale, y: view.y + py / view.scale - py / scale });
  };
  useEffect(() => {
    const on = ref.current;
    const turn = (e: WheelEvent) => wheel.current?.(e);
    on?.addEventListener('wheel', turn, { passive: false });
    return () => on?.removeEventListener('wheel', turn);
  }, []);
  return (
    <div className={css.stage}>
      <div ref={both} className={css.canvas} tabIndex={0} role="application" aria-roledescription={t('graph')} aria-label={t('graphLabel', { count: net.nodes.length })} aria-describedby="graph-keys" aria-activedescendant={chosen} onKeyDown={onKeyDown} data-drawn={places && view ? net.nodes.filter((n) => places[n.id]).length : undefined}
        onPointerDown={(e) => { if (view && e.button === 0) held.current = { x: e.clientX, y: e.clientY, from: view, far: false }; }}
        onPointerMove={(e) => {
          const h = held.current;
          if (!h) return;
          if (!h.far && Math.hypot(e.clientX - h.x, e.clientY - h.y) < 4) return;
          if (!h.far) e.currentTarget.setPointerCapture(e.pointerId);
          h.far = true;
          move({ ...h.from, x: h.from.x - (e.clientX - h.x) / h.from.scale, y: h.from.y - (e.clientY - h.y) / h.from.scale });
        }}
        onPointerUp={() => { held.current = undefined; }} onPointerCancel={() => { held.current = undefined; }}>
        {places && view ? (
          <svg width={width} height={height} viewBox={`${view.x - width / 2 / view.scale} ${view.y - height / 2 / view.scale} ${width / view.scale} ${height / view.scale}`}>
            <Drawing net={net} places={places} scale={view.scale} chosen={chosen} path={path} choose={choose} />
          </svg>
        ) : <div className={css.wait}><Loader size="sm" aria-label={t('common:loading')} /></div>}
      </div>
      <p id="graph-keys" hidden>{t('graphKeys')}</p>
      <div className={css.tools} role="group" aria-label={t('moving')}>
        {buttons.map(([Icon, word, act]) => <ActionIcon key={word} size={30} variant="default" aria-label={t(word)} title={t(word)} onClick={act}><Icon size={16} /></ActionIcon>)}
      </div>
      <div className={css.pan} role="group" aria-label={t('panning')}>
        {ways.map(([Icon, word, x, y]) => <ActionIcon key={word} size={26} variant="default" aria-label={t(word)} title={t(word)} onClick={() => pan(x, y)}><Icon size={14} /></ActionIcon>)}
      </div>
    </div>
  );
}

// fit is the view in which all is to be seen.
function fit(places: Places, width: number, height: number): View | undefined {
  const all = Object.values(places);
  if (all.length === 0 || width === 0) return undefined;
  const [xs, ys] = [all.map((p) => p[0]), all.map((p) => p[1])];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, scale: Math.min(1.6, (width - Math.min(230, width / 3)) / Math.max(1, x1 - x0), (height - 100) / Math.max(1, y1 - y0)) };
}

// towards is the nearest node in a direction.
function towards(places: Places, from: string | undefined, [dx, dy]: [number, number]): string | undefined {
  const at = from && places[from];
  if (!at) return from;
  let best: string | undefined;
  let least = Infinity;
  for (const [id, p] of Object.entries(places)) {
    const [x, y] = [p[0] - at[0], p[1] - at[1]];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (id === from || along <= 0 || aside > along * 1.6) continue;
    const d = along + aside * 1.5;
    if (d < least) [best, least] = [id, d];
  }
  return best;
}

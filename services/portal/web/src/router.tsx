import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate, Outlet } from '@tanstack/react-router';
import i18next from 'i18next';
import { useMe } from './api/queries';
import { opens, screens, type Screen } from './screens/table';
import { Shell } from './shell/shell';
import { Stopped } from './shell/stopped';
import { Failed } from './ui/say';
import { Fault } from './api/client';

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <Failed error={new Fault(404, {}, '')} />, errorComponent: Stopped });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell, errorComponent: Stopped });
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('./screens/sign-in')) });

// First is where somebody begins who wants nothing in particular.
function First() {
  const me = useMe().data;
  const to = me && screens.find((s) => opens(s, me))?.at;
  return to ? <Navigate to={to} replace /> : null;
}

const first = createRoute({ getParentRoute: () => shell, path: '/', component: First });
// A screen comes with its words: asked for afterwards, they would make it wait for React's 300 ms between two states of waiting.
const load = async (s: Screen) => (await Promise.all([s.load(), i18next.loadNamespaces(s.name)]))[0];
const route = (s: Screen) => createRoute({ getParentRoute: () => shell, path: s.path, component: lazyRouteComponent(() => load(s)), errorComponent: Stopped });

// Search parameters are plain ones, as the API's: ?type=domain&type=phone.
export type Search = Record<string, string | string[]>;

function parseSearch(search: string): Search {
  const out: Search = {};
  for (const [k, v] of new URLSearchParams(search)) out[k] = k in out ? [out[k]!, v].flat() : v;
  return out;
}

function stringifySearch(search: Record<string, unknown>): string {
  const out = new URLSearchParams();
  for (const [k, v] of Object.entries(search)) for (const one of [v].flat()) if (one !== undefined && one !== '') out.append(k, String(one));
  const s = out.toString();
  return s && `?${s}`;
}

export const router = createRouter({
  routeTree: root.addChildren([signIn, shell.addChildren([first, ...screens.map(route)])]),
  basepath: '/ui',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

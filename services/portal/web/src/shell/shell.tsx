// The app's shell: navigation, command palette, the person's menu, and the screen.
import { Burger, Kbd, NavLink, UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fault, onSignedOut } from '../api/client';
import { useLive } from '../api/live';
import { queries, useMe } from '../api/queries';
import { type Group, opens, type Screen, screens } from '../screens/table';
import { useSettings } from '../settings';
import { Empty, Failed, Rows } from '../ui/say';
import { Mark } from './brand';
import { PersonMenu } from './person';
import css from './shell.module.css';

const Palette = lazy(() => import('./palette'));
const Help = lazy(() => import('./help'));
const groups: Exclude<Group, 'own'>[] = ['work', 'alliance', 'connect'];

// session asks whether this browser is signed in.
async function session() {
  const answer = await fetch('/session');
  if (!answer.ok) throw await fault(answer);
  return (await answer.json()) as { signed_in: boolean; provider: boolean };
}

export const useSession = () => useQuery({ queryKey: ['session'], queryFn: session, staleTime: Infinity });

export function Shell() {
  const { t } = useTranslation();
  const at = useLocation();
  const go = useNavigate();
  const signedIn = useSession();
  const me = useMe();
  useEffect(() => {
    onSignedOut(() => {
      queries.clear();
      void go({ to: '/sign-in', search: { to: window.location.pathname + window.location.search }, replace: true } as never);
    });
  }, [go]);
  useLive(me.data?.scopes.includes('read') ?? false);

  if (signedIn.isError) return <Failed error={signedIn.error} retry={() => void signedIn.refetch()} />;
  if (signedIn.data && !signedIn.data.signed_in) return <Navigate to={'/sign-in' as string} search={{ to: `/ui${at.href}` } as never} replace />;
  if (me.isError) return <Failed error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Rows n={3} />;

  const here = screens.find((s) => at.pathname === s.at || at.pathname.startsWith(`${s.at}/`));
  const may = screens.filter((s) => opens(s, me.data));
  return (
    <Frame
      screens={may}
      nav={(close) => (
        <>
          <Link to={'/' as string} className={css.brand}><Mark />{t('app')}</Link>
          {groups.map((g) => {
            const mine = may.filter((s) => s.group === g);
            return mine.length === 0 ? null : (
              <div key={g} role="group" aria-labelledby={`nav-${g}`}>
                <div className={css.group} id={`nav-${g}`}>{t(`nav.${g}`)}</div>
                {mine.map((s) => (
                  <NavLink key={s.name} component={Link} to={s.at as never} onClick={close} className={css.link} active={s === here} aria-current={s === here ? 'page' : undefined}
                    label={t(`nav.${s.name}`)} leftSection={<s.icon size={19} stroke={1.6} />} />
                ))}
              </div>
            );
          })}
          <div className={css.foot}><PersonMenu me={me.data} /></div>
        </>
      )}
    >
      {here && !opens(here, me.data) ? <Empty title={t('fault.noScope')}>{t('fault.noScopeHelp', { scope: here.scope ?? here.name })}</Empty> : <Outlet />}
    </Frame>
  );
}

function Frame({ screens, nav, children }: { screens: Screen[]; nav: (close: () => void) => React.ReactNode; children: React.ReactNode }) {
  const { t } = useTranslation();
  const [open, menu] = useDisclosure();
  const [help, helping] = useDisclosure();
  const [wanted, palette] = useDisclosure();
  const narrow = useMediaQuery('(max-width: 48em)');
  const { keys } = useSettings();
  useHotkeys(wanted ? [] : [['mod+K', palette.open]], []);
  useHotkeys(keys ? [
    ['shift+?', helping.open],
    ['/', () => document.querySelector<HTMLInputElement>('input[type=search]')?.focus()],
  ] : []);
  return (
    <>
      <a className="skip" href="#content">{t('skip')}</a>
      <nav className={css.navbar} aria-label={t('nav.label')} data-open={open || undefined} onKeyDown={(e) => { if (e.key === 'Escape') menu.close(); }}>
        <Burger hiddenFrom="sm" className={css.shut} opened onClick={menu.close} size="sm" aria-label={t('do.close')} />
        {nav(menu.close)}
      </nav>
      <div className={css.main}>
        <header className={css.header}>
          <Burger hiddenFrom="sm" opened={false} onClick={menu.open} size="sm" aria-label={t('nav.open')} aria-expanded={open} />
          <UnstyledButton className={css.search} onClick={() => (wanted ? void import('@mantine/spotlight').then((m) => m.spotlight.open()) : palette.open())}>
            <IconSearch size={16} aria-hidden />
            <span>{t('palette.open')}</span>
            {!narrow && <Kbd size="xs">{/mac/i.test(navigator.platform) ? '⌘' : 'Ctrl'} K</Kbd>}
          </UnstyledButton>
        </header>
        <main className={css.content} id="content" tabIndex={-1}><Suspense fallback={<Rows />}>{children}</Suspense></main>
      </div>
      {wanted && <Suspense><Palette screens={screens} /></Suspense>}
      {help && <Suspense><Help close={helping.close} /></Suspense>}
    </>
  );
}

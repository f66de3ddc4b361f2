// Signing in: by the organisation's provider, or by a one-time link, whose secret stands behind
// the "#" and is spent by a person's own hand alone.
import { Alert, Button } from '@mantine/core';
import { IconArrowRight, IconLogin2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fault } from '../../api/client';
import { queries } from '../../api/queries';
import { choose, type Language, languages, useSettings } from '../../settings';
import { Mark } from '../../shell/brand';
import { useSession } from '../../shell/shell';
import { Trouble } from '../../ui/say';
import css from './sign-in.module.css';

const within = (to: unknown) => (typeof to === 'string' && to.startsWith('/ui/') && !to.startsWith('/ui/sign-in') ? to : '/ui/');

async function enter(link: string) {
  const answer = await fetch('/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ link }) });
  if (!answer.ok) throw await fault(answer);
}

export default function SignIn() {
  const { t } = useTranslation('sign-in');
  const search = useSearch({ strict: false }) as { to?: string; problem?: string; request?: string };
  const [link] = useState(() => window.location.hash.slice(1));
  const { language } = useSettings();
  const session = useSession();
  const to = within(search.to);
  const open = useMutation({ mutationFn: enter, onSuccess: () => { queries.clear(); window.location.assign(to); } });
  useEffect(() => {
    document.title = `${t('title')} · Entente`;
    if (link) window.history.replaceState(null, '', window.location.pathname + window.location.search); // not for who looks at the history
  }, [link, t]);
  return (
    <main className={css.page}>
      <div className={css.side}>
        <svg className={css.rings} viewBox="0 0 200 130" fill="none" aria-hidden>
          {[64, 52, 40, 28].map((r, i) => <g key={r} stroke={i === 3 ? '#e8b36a' : '#7cc6be'} strokeWidth="0.5" opacity={0.35 + i * 0.2}><circle cx="78" cy="65" r={r} /><circle cx="122" cy="65" r={r} /></g>)}
        </svg>
        <div className={css.brand}><Mark size={34} />Entente</div>
        <div className={css.words}><h1>{t('claim')}</h1><p>{t('claimMore')}</p></div>
      </div>
      <div className={css.form}>
        <div className={css.box}>
          <h2>{t('title')}</h2>
          {search.problem && (
            <Alert color="red" variant="light" role="alert" title={t(search.problem === 'sign-in-refused' ? 'refused' : 'unavailable')}>
              {t(search.problem === 'sign-in-refused' ? 'refusedHelp' : 'unavailableHelp')} {search.request && <span className="mono">{search.request}</span>}
            </Alert>
          )}
          <Trouble error={open.error} />
          {link && !open.isError && (
            <>
              <p>{t('linkHelp')}</p>
              <Button size="md" rightSection={<IconArrowRight size={18} />} loading={open.isPending || open.isSuccess} onClick={() => open.mutate(link)} autoFocus>{t('link')}</Button>
            </>
          )}
          {session.data?.provider && (
            <>
              <p>{t('providerHelp')}</p>
              <Button component="a" size="md" variant={link && !open.isError ? 'default' : 'filled'} leftSection={<IconLogin2 size={18} />} href={`/session/provider?to=${encodeURIComponent(to)}`}>{t('provider')}</Button>
            </>
          )}
          {!link && session.data && !session.data.provider && <p>{t('none')}</p>}
          {open.isError && <p>{t('none')}</p>}
          <div className={css.tongues} role="group" aria-label={t('language')}>
            {(Object.keys(languages) as Language[]).map((l) => <button key={l} type="button" lang={l} aria-pressed={l === language} onClick={() => choose({ language: l })}>{languages[l]}</button>)}
          </div>
        </div>
      </div>
    </main>
  );
}

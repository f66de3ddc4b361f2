// What a screen says where it has nothing to show, or something went wrong.
import { Alert, Anchor, Button, Skeleton, Stack } from '@mantine/core';
import { IconAlertTriangle, IconInbox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../api/client';
import { Copy } from './marks';
import css from './say.module.css';

type Icon = React.ComponentType<{ size?: number; stroke?: number }>;

// Empty says what would be here, and what to do about it.
export function Empty({ icon: Icon = IconInbox, title, children, action }: { icon?: Icon; title: string; children?: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div className={css.say}>
      <div className={css.art} aria-hidden><Icon size={26} stroke={1.5} /></div>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

export function useWords() {
  const { t } = useTranslation();
  return (error: unknown) => {
    if (error instanceof Fault && error.status > 0) {
      return { title: error.problem.title ?? t('fault.unexpected'), detail: error.problem.detail ?? '', fields: error.problem.errors ?? [], request: error.request, page: error.problem.type };
    }
    if (error instanceof Fault) return { title: t('fault.unreachable'), detail: t('fault.unreachableHelp'), fields: [], request: '' };
    return { title: t('fault.screen'), detail: t('fault.screenHelp'), fields: [], request: '' };
  };
}

function Request({ id, page }: { id: string; page?: string }) {
  const { t } = useTranslation();
  return (
    <span className={css.request}>
      {id && <span title={t('fault.requestHelp')}>{t('fault.request')} <span className="mono">{id}</span></span>}
      {id && <Copy value={id} label={t('do.copy')} />}
      {page?.startsWith('/problems/') && <Anchor size="xs" underline="always" href={page} target="_blank" rel="noreferrer">{t('fault.explain')}</Anchor>}
    </span>
  );
}

// Failed stands in the place of what could not be shown.
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const words = useWords()(error);
  const gone = error instanceof Fault && error.status === 404;
  return (
    <div className={`${css.say} ${gone ? '' : css.bad}`} role="alert">
      <div className={css.art} aria-hidden>{gone ? <IconInbox size={26} stroke={1.5} /> : <IconAlertTriangle size={26} stroke={1.5} />}</div>
      <h2>{gone ? t('fault.notFound') : words.title}</h2>
      <p>{gone ? t('fault.notFoundHelp') : words.detail}</p>
      <Request id={words.request} page={gone ? undefined : words.page} />
      {retry && <Button variant="default" onClick={retry}>{t('do.again')}</Button>}
    </div>
  );
}

// Trouble is what came of something that the person did: beside the form, whose words stay.
export function Trouble({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const words = useWords()(error);
  if (!error) return null;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={words.title || t('fault.title')} role="alert">
      <Stack gap={6}>
        {words.detail && <span>{words.detail}</span>}
        {words.fields.length > 0 && (
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {words.fields.map((f) => <li key={f.pointer + f.detail}><span className="mono">{f.pointer}</span> {f.detail}</li>)}
          </ul>
        )}
        <Request id={words.request} page={words.page} />
      </Stack>
    </Alert>
  );
}

export function Rows({ n = 8 }: { n?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md" p="md" role="status" aria-label={t('loading')}>
      {Array.from({ length: n }, (_, i) => <Skeleton key={i} height={34} radius="md" style={{ opacity: 1 - i / (n + 2) }} />)}
    </Stack>
  );
}

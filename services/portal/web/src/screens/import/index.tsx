// Importing a file: it is checked line by line before anything is written, and each import has a report.
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page';
import { Side } from '../../ui/side';
import { DefaultsPart } from './defaults';
import css from './import.module.css';
import { Preview } from './preview';
import { Reports } from './reports';
import { SendingPart } from './sending';
import { Source } from './source';
import { useWork } from './work';

const Report = lazy(() => import('./report'));

export default function Import() {
  const { t } = useTranslation(['import', 'common']);
  const { import: open } = useParams({ strict: false }) as { import?: string };
  const go = useNavigate();
  const work = useWork();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const show = (id?: string) => void go({ to: id ? `/import/${id}` : '/import', resetScroll: false } as never);
  return (
    <Page title={t('title')} about={t('about')}>
      <div className={css.layout}>
        <div className={css.column}>
          {work.sending ? <SendingPart sending={work.sending} file={work.file} show={show} /> : <Source work={work} />}
          {!work.sending && !wide && <DefaultsPart work={work} />}
          {work.check && !work.sending && <Preview check={work.check} file={work.file!} />}
          <Reports open={open} sending={work.sending} />
        </div>
        {!work.sending && wide && <DefaultsPart work={work} />}
      </div>
      {open && <Side title={t('report')} close={() => show()}><Report key={open} id={open} work={work} /></Side>}
    </Page>
  );
}

import { Drawer } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Rows } from './say';
import type { Beside } from './side';

export default function Panel({ title, close, position = 'right', size = 600, children }: Beside) {
  const { t } = useTranslation();
  return (
    <Drawer opened onClose={close} position={position} size={size} title={title} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Suspense fallback={<Rows n={6} />}>{children}</Suspense>
    </Drawer>
  );
}

import { Drawer } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Rows } from './say';
import type { Beside } from './side';

export default function Panel({ title, close, position = 'right', size = 600, children }: Beside) {
  const { t } = useTranslation();
  // Escape is for what lies on top: a dialog that a part of this opened goes first, or stays (a key that is shown once).
  const alone = () => { if (!document.querySelector('.mantine-Modal-content')) close(); };
  return (
    <Drawer opened onClose={alone} position={position} size={size} title={title} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Suspense fallback={<Rows n={6} />}>{children}</Suspense>
    </Drawer>
  );
}

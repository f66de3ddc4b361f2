// Side is what stands beside a screen: one thing of its list, or what narrows it.
import { lazy, Suspense } from 'react';

const Panel = lazy(() => import('./panel'));
export interface Beside { title: string; close: () => void; position?: 'right' | 'bottom'; size?: number | string; children: React.ReactNode }

export const Side = (p: Beside) => <Suspense><Panel {...p} /></Suspense>;

// How Entente looks: petrol and copper on cool paper, or on ink.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = ['#e8f4f2', '#cfe7e4', '#a2d1cb', '#6fb8b0', '#45a198', '#269088', '#12807a', '#0b6b66', '#085955', '#044643'];
const copper: MantineColorsTuple = ['#fdf3e7', '#f8e4cb', '#efc796', '#e6a85c', '#de8f30', '#c97916', '#a35f0a', '#8a4f07', '#6f3f06', '#553005'];
const red: MantineColorsTuple = ['#fdeceb', '#fbd5d2', '#f6aaa4', '#f28b82', '#ea6a60', '#de4d42', '#c5362d', '#b3261e', '#8f1d17', '#6b1511'];
const gray: MantineColorsTuple = ['#f6f8f8', '#eef1f1', '#e2e7e7', '#d0d7d7', '#b0babb', '#8a9697', '#647173', '#4c5759', '#323b3d', '#1a2123'];
const dark: MantineColorsTuple = ['#d9e0e1', '#b3bec0', '#8b989b', '#56646a', '#36434a', '#273239', '#1b242a', '#131a1f', '#0e1418', '#090d10'];

export const theme = createTheme({
  colors: { petrol, copper, red, gray, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.25,
  black: '#141b1d',
  fontFamily: "'Inter Variable', system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, 'SFMono-Regular', 'Noto Sans Mono CJK SC', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  headings: {
    fontWeight: '640',
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' }, h2: { fontSize: '1.125rem', lineHeight: '1.35' }, h3: { fontSize: '0.9375rem', lineHeight: '1.4' } },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  // By name alone: what a screen does not use is not loaded.
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 560 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    InputWrapper: { styles: { label: { marginBottom: 5, fontWeight: 540 }, description: { marginBottom: 5, fontSize: 'var(--mantine-font-size-xs)' } } },
    Badge: { defaultProps: { variant: 'default', radius: 'sm' }, styles: { root: { textTransform: 'none', fontWeight: 500 } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.3 } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } }, styles: { title: { fontSize: '1rem', fontWeight: 620 } } },
    Paper: { defaultProps: { withBorder: true } },
    NavLink: { defaultProps: { variant: 'light' } },
    Table: { defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } },
    Tabs: { styles: { tab: { fontWeight: 540 } } },
  },
});

// Text that is dimmed, placeholders and hairlines have to be read, too (WCAG 2.2, 1.4.3 and 1.4.11).
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': gray[7],
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-default-border': gray[3],
    '--mantine-color-error': '#b3261e',
    '--e-canvas': '#f4f6f6',
    '--e-line': gray[2],
    '--e-hover': '#f3f8f7',
    '--e-tint': '#eaf4f2',
    '--e-ink': '#0d4f4b',
    '--e-good': '#14733b',
    '--e-warn': '#8f5208',
    '--e-bad': '#b3261e',
    '--e-calm': gray[6],
    '--e-shadow': '0 1px 2px rgb(16 32 32 / 6%), 0 6px 20px -8px rgb(16 32 32 / 12%)',
  },
  dark: {
    '--mantine-color-body': dark[7],
    '--mantine-color-dimmed': dark[1],
    '--mantine-color-placeholder': '#93a1a4',
    '--mantine-color-default-border': dark[4],
    '--mantine-color-error': '#ff8a80',
    '--e-canvas': dark[8],
    '--e-line': dark[5],
    '--e-hover': '#172126',
    '--e-tint': '#14302f',
    '--e-ink': '#7cc6be',
    '--e-good': '#6fd08c',
    '--e-warn': '#efb65f',
    '--e-bad': '#ff8a80',
    '--e-calm': dark[2],
    '--e-shadow': '0 1px 2px rgb(0 0 0 / 40%)',
  },
});

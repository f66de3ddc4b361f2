// Before anything is painted: the theme that the person chose, else that of the machine.
(function () {
  var scheme = 'auto';
  try { scheme = localStorage.getItem('entente.theme') || 'auto'; } catch (e) { /* it is not kept */ }
  if (scheme !== 'light' && scheme !== 'dark') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();

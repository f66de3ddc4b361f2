// A small code editor (CodeMirror), loaded when it is wanted: the hub's findings stand at their lines.
import { autocompletion, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { getNonce } from 'get-nonce';
import { useEffect, useRef } from 'react';
import css from './policies.module.css';
import { actWords, type Finding, labels, relations } from './set';

const words = StreamLanguage.define<{ n: number }>({
  startState: () => ({ n: 0 }),
  token(s, state) {
    if (s.sol()) state.n = 0;
    if (s.eatSpace()) return null;
    if (s.peek() === '#') { s.skipToEnd(); return 'comment'; }
    if (s.eat(',')) { state.n++; return 'punctuation'; }
    s.eatWhile(/[^,#\s]/);
    const said = s.current();
    if (state.n === 0) return 'keyword';
    if (said === 'deny') return 'invalid';
    if (said === 'allow') return 'atom';
    if (/^(from|until)=/.test(said)) return 'meta';
    return state.n === 1 ? 'variableName' : null;
  },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
  { tag: tags.keyword, color: 'var(--e-ink)', fontWeight: '600' },
  { tag: tags.variableName, color: 'var(--e-ink)' },
  { tag: tags.atom, color: 'var(--e-good)', fontWeight: '600' },
  { tag: tags.invalid, color: 'var(--e-bad)', fontWeight: '600' },
  { tag: tags.meta, color: 'var(--e-warn)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '12.5px', maxHeight: '62vh', backgroundColor: 'transparent', color: 'var(--mantine-color-text)' },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.65', overflow: 'auto' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--mantine-color-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: '0' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--e-hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--e-tint)' },
  '.cm-tooltip': { backgroundColor: 'var(--mantine-color-body)', color: 'var(--mantine-color-text)', border: '1px solid var(--e-line)', borderRadius: '8px', overflow: 'hidden', boxShadow: 'var(--e-shadow)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--e-tint)', color: 'var(--e-ink)' },
  '.cm-diagnostic': { borderLeftColor: 'var(--e-bad)', padding: '6px 10px' },
});

// What may stand in a field, by its place: p, who, scope, typ, tlp, act, eft.
const vocabulary: (readonly string[])[] = [
  ['p', 'g', 'k'], ['*', 'role:member', 'role:brand', 'role:marketplace', 'role:payment', 'role:carrier', 'role:registrar', 'role:law_enforcement', 'role:association', 'role:admin', 'role:steward', 'role:auditor'],
  [...relations, 'tf:', 'by:m:'], ['*'], labels, actWords, ['allow', 'deny'],
];

function complete(ctx: CompletionContext) {
  const line = ctx.state.doc.lineAt(ctx.pos);
  const before = line.text.slice(0, ctx.pos - line.from);
  const word = /[^,\s]*$/.exec(before)?.[0] ?? '';
  if (before.includes('#') || (!word && !ctx.explicit)) return null;
  const known = vocabulary[before.split(',').length - 1];
  return known && /^\s*p\s*,/.test(`${before},`) ? { from: ctx.pos - word.length, options: known.map((label) => ({ label })) } : null;
}

interface Props { label: string; value: string; set: (value: string) => void; wrong: Finding[]; at: (line: number) => void; to?: { line: number }; plain?: boolean }

export default function Text({ label, value, set, wrong, at, to, plain }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const tell = useRef({ set, at });
  tell.current = { set, at };
  const first = useRef(value);

  useEffect(() => {
    const v = new EditorView({
      parent: box.current!,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          EditorView.cspNonce.of(getNonce() ?? ''), lineNumbers(), lintGutter(), history(), drawSelection(), highlightActiveLine(), keymap.of([...defaultKeymap, ...historyKeymap]),
          words, syntaxHighlighting(colours), look, ...(plain ? [] : [autocompletion({ override: [complete], icons: false })]),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
          EditorView.updateListener.of((u) => {
            if (u.docChanged) tell.current.set(u.state.doc.toString());
            if (u.docChanged || u.selectionSet) tell.current.at(u.state.doc.lineAt(u.state.selection.main.head).number);
          }),
        ],
      }),
    });
    view.current = v;
    return () => v.destroy();
  }, [label, plain]);

  useEffect(() => {
    const v = view.current;
    if (!v) return;
    const lines = v.state.doc.lines;
    v.dispatch(setDiagnostics(v.state, wrong.filter((f) => f.line > 0 && f.line <= lines).map((f) => {
      const line = v.state.doc.line(f.line);
      return { from: line.from, to: line.to, severity: 'error' as const, message: f.said };
    })));
  }, [wrong]);

  useEffect(() => {
    const v = view.current;
    if (!v || !to || to.line > v.state.doc.lines) return;
    v.dispatch({ selection: { anchor: v.state.doc.line(to.line).from }, scrollIntoView: true });
    v.focus();
  }, [to]);

  return <div ref={box} className={css.code} />;
}

// A policy set as policies/README.md writes it: read for the screen alone. What it means, and whether
// it is right, the hub says.
export interface Rule { line: number; who: string; scope: string; typ: string; tlp: string; act: string; eft: string; from?: string; until?: string }
export interface Edge { line: number; child: string; parent: string; from?: string; until?: string }
export interface Section { note: string; rules: Rule[]; edges: Edge[] }
export interface PolicySet { sections: Section[]; rules: Rule[]; edges: Edge[]; k: number }

export const labels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export type Label = (typeof labels)[number];
export const acts = ['see', 'read.core', 'read.evidence', 'read.pii', 'read.source', 'export', 'match', 'publish', 'revise', 'sight', 'dispute', 'notify'] as const;
export type Act = (typeof acts)[number];
export const actWords = ['*', 'read.*', ...acts] as const;
export const relations = ['*', 'own', 'tf', 'direct', 'denied', 'embargo', 'expired'] as const;
export const fields = ['who', 'scope', 'typ', 'tlp', 'act', 'eft'] as const;
export type Field = (typeof fields)[number];

// cut takes a line apart: its fields, and what stands behind a #.
export function cut(text: string): { parts: string[]; note?: string } {
  const at = text.indexOf('#');
  const said = (at < 0 ? text : text.slice(0, at)).trim();
  return { parts: said ? said.split(',').map((p) => p.trim()) : [], note: at < 0 ? undefined : text.slice(at + 1).trim() };
}

function bounds(parts: string[]): { from?: string; until?: string } {
  const out: { from?: string; until?: string } = {};
  for (const p of parts) {
    const m = /^(from|until)=(.+)$/.exec(p);
    if (m) out[m[1] as 'from'] = m[2];
  }
  return out;
}

export function ruleOf(text: string, line = 0): Rule | undefined {
  const { parts } = cut(text);
  if (parts[0] !== 'p' || parts.length < 7) return undefined;
  const [, who, scope, typ, tlp, act, eft] = parts as [string, string, string, string, string, string, string];
  return { line, who, scope, typ, tlp, act, eft, ...bounds(parts.slice(7)) };
}

export function edgeOf(text: string, line = 0): Edge | undefined {
  const { parts } = cut(text);
  return parts[0] === 'g' && parts.length >= 3 ? { line, child: parts[1]!, parent: parts[2]!, ...bounds(parts.slice(3)) } : undefined;
}

// read is the set under its own headings: a comment that stands right above some lines is theirs.
export function read(text: string): PolicySet {
  const out: PolicySet = { sections: [], rules: [], edges: [], k: 3 };
  let note: string[] = [];
  let open: Section | undefined;
  const section = () => {
    if (!open || note.length > 0) out.sections.push((open = { note: note.join(' '), rules: [], edges: [] }));
    note = [];
    return open;
  };
  text.split('\n').forEach((line, i) => {
    const { parts, note: said } = cut(line);
    const rule = ruleOf(line, i + 1);
    const edge = edgeOf(line, i + 1);
    if (rule) section().rules.push(rule), out.rules.push(rule);
    else if (edge) section().edges.push(edge), out.edges.push(edge);
    else if (parts[0] === 'k') { out.k = Number(parts[1]); note = []; }
    else if (parts.length === 0 && said === undefined) { note = []; open = undefined; }
    else if (said) note.push(said);
  });
  return out;
}

const window = (x: { from?: string; until?: string }) => (x.from ? `, from=${x.from}` : '') + (x.until ? `, until=${x.until}` : '');
export const csv = (r: Rule) => `p, ${fields.map((f) => r[f]).join(', ')}${window(r)}`;
export const edgeCsv = (e: Edge) => `g, ${e.child}, ${e.parent}${window(e)}`;

export interface Change { gone: Rule[]; come: Rule[]; edgesGone: Edge[]; edgesCome: Edge[]; k?: [number, number] }

// change is what one set says that the other does not, whatever the order and the comments.
export function change(was: PolicySet, is: PolicySet): Change {
  const less = <T>(a: T[], b: T[], key: (x: T) => string) => { const had = new Set(b.map(key)); return a.filter((x) => !had.has(key(x))); };
  return {
    gone: less(was.rules, is.rules, csv), come: less(is.rules, was.rules, csv), edgesGone: less(was.edges, is.edges, edgeCsv), edgesCome: less(is.edges, was.edges, edgeCsv),
    k: was.k === is.k ? undefined : [was.k, is.k],
  };
}

export interface Group { rule: Rule; acts: string[] }

// together puts rules that differ by their act alone under one head.
export function together(rules: Rule[]): Group[] {
  const out = new Map<string, Group>();
  for (const r of rules) {
    const key = csv({ ...r, act: '' });
    const g = out.get(key);
    if (g) g.acts.push(r.act);
    else out.set(key, { rule: r, acts: [r.act] });
  }
  return [...out.values()];
}

const covers = (act: string, a: Act) => act === '*' || act === a || (act === 'read.*' && a.startsWith('read.'));

// allowing are the rules that allow an act on some record of a label, before what denies.
export const allowing = (rules: Rule[], a: Act, l: Label) =>
  rules.filter((r) => r.eft === 'allow' && covers(r.act, a) && labels.indexOf(r.tlp as Label) >= labels.indexOf(l));

// put is the text with one line in another's place; nothing takes the line away.
export function put(text: string, line: number, said?: string): string {
  const all = text.split('\n');
  all.splice(line - 1, 1, ...(said === undefined ? [] : [said]));
  return all.join('\n');
}

// retold is a rule's line with one field otherwise: its times and its comment stay.
export function retold(text: string, r: Rule, change: Partial<Record<Field, string>>): string {
  const was = text.split('\n')[r.line - 1] ?? '';
  const { note } = cut(was);
  return put(text, r.line, csv({ ...r, ...change }) + (note ? ` # ${note}` : ''));
}

// A finding of the hub's linter, as its detail writes it: "line 12: who: …".
export interface Finding { line: number; said: string; of: 'text' | 'cases' | 'comment' }

export function findings(errors: { pointer: string; detail: string }[]): Finding[] {
  return errors.map(({ pointer, detail }) => {
    const m = /^line (\d+): (.*)$/s.exec(detail);
    const of = pointer === '/cases' ? 'cases' : pointer === '/comment' ? 'comment' : 'text';
    return { line: m ? Number(m[1]) : 0, said: m ? m[2]! : detail, of };
  });
}

export interface Case { line: number; rule: string; kind: string; viewer: string; act: string; typ: string; tlp: string; owner: string; facts: string[]; want: boolean }
export interface CaseBook { cases: Case[]; members: string[][]; people: string[][]; forces: string[][] }

// readCases are the cases, and the small alliance that they are about.
export function readCases(text: string): CaseBook {
  const out: CaseBook = { cases: [], members: [], people: [], forces: [] };
  text.split('\n').forEach((l, i) => {
    const { parts: [kind, ...p] } = cut(l);
    if (kind === 'member') out.members.push(p);
    if (kind === 'person') out.people.push(p);
    if (kind === 'taskforce') out.forces.push(p);
    if (kind === 'case' && p.length >= 9) {
      const [rule, of, viewer, act, typ, tlp, owner, facts, want] = p as [string, string, string, string, string, string, string, string, string];
      out.cases.push({ line: i + 1, rule, kind: of, viewer, act, typ, tlp, owner, facts: facts.split(/\s+/).filter(Boolean), want: want === 'yes' });
    }
  });
  return out;
}

// ruleOfCase is the rule that a case names: its six fields with spaces between.
export const ruleOfCase = (name: string) => ruleOf(`p, ${name.trim().split(/\s+/).join(', ')}`);

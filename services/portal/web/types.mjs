// Writes src/api/schema.d.ts from the contracts of api/: `make generate` runs it, and CI compares.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const root = new URL('../../../', import.meta.url);
const bundle = execFileSync('go', ['run', './api/bundle'], { cwd: root, maxBuffer: 1 << 26 });
const types = astToString(await openapiTS(JSON.parse(bundle), { defaultNonNullable: false }));
writeFileSync(new URL('src/api/schema.d.ts', import.meta.url), `// Made from api/*/openapi.yaml by "npm run types". DO NOT EDIT.\n\n${types}`);
